import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pinsOf } from '../ports.ts';
import { ADDER, manifestOf } from '../testing/fixtures.ts';
import { runProgram } from './rows-program.ts';
import { withScratch } from './scratch.ts';
import { complaint, runTool } from './tool.ts';
import { which } from './which.ts';
import { readWords, writeWords } from './words-file.ts';

const pins = pinsOf(manifestOf(ADDER));

/** Runs a shell text in the place of a simulator of the adder, over two rows. */
function fake(text: string) {
  return runProgram({
    simulator: 'Fake',
    command: (input, output) => ['sh', ['-c', text, 'sh', input, output]],
    pins,
    rows: Uint32Array.of(1, 2, 3, 4),
    count: 2,
    options: {},
  });
}

test('results come back as the program writes them', async () => {
  expect(await fake('head -c 8 "$1" > "$2"')).toEqual(Uint32Array.of(1, 2));
});

test('a simulator that is killed half-way', async () => {
  await expect(fake('head -c 4 "$1" > "$2"; kill -9 $$')).rejects.toMatchObject({
    diagnostic: { code: 'BW4103', message: expect.stringContaining('SIGKILL') },
    exit: 3,
  });
});

test('a simulator that fails', async () => {
  await expect(fake('echo "internal error: no" >&2; exit 7')).rejects.toMatchObject({
    diagnostic: { code: 'BW4103', message: expect.stringMatching(/exit code 7:\ninternal error: no/) },
    exit: 1,
  });
});

test('a simulator that leaves too few or too many results', async () => {
  for (const text of ['head -c 4 "$1" > "$2"', 'head -c 12 "$1" > "$2"', 'true'])
    await expect(fake(text)).rejects.toMatchObject({ diagnostic: { code: 'BW4104' }, exit: 3 });
});

test('a program that does not exist', async () => {
  await expect(runTool('bitwright-no-such-tool', [], { install: 'sudo apt-get install it' })).rejects.toMatchObject({
    diagnostic: { code: 'BW5101', help: 'Install it: sudo apt-get install it' },
    exit: 3,
  });
});

test('arguments reach a program as they are', async () => {
  expect((await runTool('printf', ['%s', '$(id) "; rm x'])).stdout).toBe('$(id) "; rm x');
});

test('a complaint starts with the first error', () => {
  const run = {
    stdout: '',
    stderr: `note\nx.v:1: error: bad\n${'y'.repeat(400)}\n`,
    exitCode: 1,
    signal: undefined,
    ok: false,
  };
  expect(complaint(run).split('\n')).toEqual(['x.v:1: error: bad', `${'y'.repeat(300)}...`]);
});

test('search in PATH', () => {
  expect(which('sh')).toMatch(/\/sh$/);
  expect(which('sh', '')).toBeUndefined();
  expect(which('sh', '/no-such-folder')).toBeUndefined();
});

test('files of words', async () => {
  await withScratch(async (folder) => {
    const file = join(folder, 'words');
    const words = Uint32Array.from({ length: 1000 }, (_, k) => k * 0x9e3779b1);
    await writeWords(file, words.subarray(1));
    expect(await readWords(file, 999)).toEqual(words.subarray(1));
    expect(await readWords(file, 998)).toBeUndefined();
    expect(await readWords(join(folder, 'gone'), 0)).toBeUndefined();
  });
});
