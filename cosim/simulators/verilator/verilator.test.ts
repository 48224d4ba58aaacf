import { chmod, mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { compareRows } from '../../compare.ts';
import { makeScratch, removeAllScratch, withScratch } from '../../process/scratch.ts';
import { which } from '../../process/which.ts';
import { packageRoot } from '../../root.ts';
import { ACCUMULATOR, ADDER, placeFixture, WIDE } from '../../testing/fixtures.ts';
import { availability, expectedRows, stimuliFor } from '../../testing/run.ts';
import { verilator } from './verilator.ts';

afterAll(removeAllScratch);

afterEach(() => vi.unstubAllEnvs());

/** Builds a fixture and gives what was said meanwhile. */
async function phrases(job: Awaited<ReturnType<typeof placeFixture>>): Promise<string[]> {
  const said: string[] = [];
  const simulation = await verilator.build({ ...job, progress: (phrase) => said.push(phrase) });
  expect(await simulation.run(Uint32Array.of(3, 4), 1)).toEqual(Uint32Array.of(7));
  return said;
}

const { missing, label } = await availability(verilator);

describe.skipIf(missing)(`the builds of ${label}`, () => {
  let cache = '';
  beforeAll(async () => {
    cache = await makeScratch();
  });

  test('the quick way is taken, and its program kept until it is damaged', async () => {
    vi.stubEnv('BITWRIGHT_CACHE', cache);
    const job = await placeFixture(ADDER);
    expect(await phrases(job)).toEqual([expect.stringMatching(/^building with Verilator/)]);
    expect(await phrases(job)).toEqual([]);
    const programs = join(cache, 'verilator-program');
    const [entry] = await readdir(programs);
    await truncate(join(programs, entry, 'program'), 1000);
    expect(await phrases(job)).toEqual([expect.stringMatching(/^building/)]);
  });

  test('processes that build one design at once do not disturb each other', async () => {
    const outfile = join(packageRoot(), '.build', `cosim-test-${process.pid}.mjs`);
    const contents = `
      import { MULTIPLIER, placeFixture } from './cosim/testing/fixtures.ts';
      import { verilator } from './cosim/simulators/verilator/verilator.ts';
      const simulation = await verilator.build(await placeFixture(MULTIPLIER));
      console.log(String(await simulation.run(Uint32Array.of(3, 4, 0), 1)));`;
    const stdin = { contents, resolveDir: packageRoot(), loader: 'ts' } as const;
    await bundle({ stdin, bundle: true, platform: 'node', format: 'esm', packages: 'external', outfile });
    try {
      const before = await readdir(join(cache, 'verilator-program'));
      const env = { BITWRIGHT_CACHE: cache };
      const runs = await Promise.all([1, 2].map(() => execa('node', [outfile], { env })));
      expect(runs.map((run) => run.stdout)).toEqual(['12,0', '12,0']);
      const after = await readdir(join(cache, 'verilator-program'));
      expect(after).toHaveLength(before.length + 1);
      expect(after.filter((name) => !/^[0-9a-f]{64}$/.test(name))).toEqual([]);
    } finally {
      await rm(outfile, { force: true });
    }
  });

  test('the stock build agrees', async () => {
    vi.stubEnv('BITWRIGHT_VERILATOR', 'stock');
    const simulation = await verilator.build(await placeFixture(WIDE));
    const { rows, count } = stimuliFor(WIDE.inputs, 100);
    expect(
      compareRows(WIDE.outputs, expectedRows(WIDE, rows, count), await simulation.run(rows, count)).wrongRows,
    ).toBe(0);
  });

  test('many rows run in copies side by side, and the last few rows too', async () => {
    const count = 2 ** 23 + 5;
    const rows = Uint32Array.from({ length: 2 * count }, (_, k) => Math.imul(k, 0x9e3779b1) >>> 24);
    const seen: number[] = [];
    const simulation = await verilator.build(await placeFixture(ADDER));
    const results = await simulation.run(rows, count, { progress: (done) => seen.push(done) });
    expect(results.findIndex((sum, row) => sum !== rows[2 * row] + rows[2 * row + 1])).toBe(-1);
    expect(seen.at(-1)).toBe(count);
  });

  test('FST waveform', async () => {
    const simulation = await verilator.build(await placeFixture(ACCUMULATOR));
    await withScratch(async (folder) => {
      await simulation.run(Uint32Array.of(1, 2, 3), 3, { waveform: join(folder, 'wave.fst') });
      expect(await readdir(folder)).toContain('wave.fst');
      const nowhere = join(folder, 'none', 'wave.fst');
      await expect(simulation.run(Uint32Array.of(1), 1, { waveform: nowhere })).rejects.toMatchObject({
        diagnostic: { code: 'BW4103', message: expect.stringContaining('cannot write') },
      });
    });
  });

  test('a compiler that fails, with its words', async () => {
    await withScratch(async (folder) => {
      const compiler = join(folder, 'broken');
      await writeFile(
        compiler,
        '#!/bin/sh\n[ "$1" = --version ] && echo broken 1.0 && exit\necho "x.h:1: error: boom" >&2\nexit 1\n',
      );
      await chmod(compiler, 0o755);
      vi.stubEnv('CXX', compiler);
      vi.stubEnv('BITWRIGHT_CACHE', join(folder, 'cache'));
      await expect(verilator.build(await placeFixture(ADDER))).rejects.toMatchObject({
        diagnostic: { code: 'BW5104', message: expect.stringContaining('x.h:1: error: boom') },
        exit: 3,
      });
    });
  });

  test('no compiler', async () => {
    await withScratch(async (folder) => {
      await mkdir(join(folder, 'bin'));
      await symlink(which('verilator')!, join(folder, 'bin', 'verilator'));
      await symlink(which('verilator_bin')!, join(folder, 'bin', 'verilator_bin'));
      const job = await placeFixture(ADDER);
      vi.stubEnv('PATH', join(folder, 'bin'));
      await expect(verilator.build(job)).rejects.toMatchObject({
        diagnostic: { code: 'BW5101', help: expect.stringContaining('apt-get install g++') },
        exit: 3,
      });
    });
  });
});

test('no Verilator', async () => {
  const job = await placeFixture(ADDER);
  vi.stubEnv('PATH', '');
  expect(await verilator.probe()).toBeUndefined();
  await expect(verilator.build(job)).rejects.toMatchObject({
    diagnostic: { code: 'BW5101', help: expect.stringContaining('apt-get install verilator') },
    exit: 3,
  });
});
