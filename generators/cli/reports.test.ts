/** `bitwright doctor` and `bitwright report`, run as users run them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const COMMAND = join(import.meta.dirname, '../../scripts/bitwright.mjs');

async function run(args: readonly string[], path = process.env.PATH) {
  const env = { PATH: path, NO_COLOR: '1' };
  const { stdout, exitCode } = await execa(process.execPath, [COMMAND, ...args], { env, reject: false });
  return { stdout, exitCode };
}

test('doctor without a single tool: what npm brings is enough, and the others are named with their remedy', async () => {
  const { stdout, exitCode } = await run(['doctor', '--json'], '');
  expect(exitCode).toBe(0);
  const { ok, simulators, tools, cache } = JSON.parse(stdout);
  expect({ ok, simulators }).toEqual({ ok: true, simulators: ['yosys'] });
  const found = tools.filter((t: { found: boolean }) => t.found).map((t: { name: string }) => t.name);
  expect(found).toEqual(expect.arrayContaining(['Node.js', '@yowasp/yosys']));
  expect(found).not.toContain('Verilator');
  for (const tool of tools) expect(tool.install).toMatch(/\S/);
  expect(cache.bytes).toBeGreaterThanOrEqual(0);
  const { stdout: text } = await run(['doctor'], '');
  expect(text).toMatch(/Verilator .*not found/);
  expect(text).toContain('sudo apt-get install');
  expect(text).toContain('with yosys.');
});

test('report tells latency and size of a pipeline, with its interface or without', async () => {
  const request = ['op:mul/fixed8_3,fixed8_3', '--latency', '2', '--no-synthesis', '--json'];
  const { stdout, exitCode } = await run(['report', ...request]);
  expect(exitCode).toBe(0);
  const plain = JSON.parse(stdout);
  expect(plain).toMatchObject({ latency: 2, ii: 1, sequential: true, target: 'xc7' });
  expect(plain.stages).toHaveLength(3);
  expect(plain.synthesis).toEqual({ notRun: 'left out by --no-synthesis' });
  const axis = JSON.parse((await run(['report', ...request, '--interface', 'axis'])).stdout);
  expect(axis).toMatchObject({ latency: 3, ii: 1, ports: plain.ports });
  expect(axis.stages).toHaveLength(3);
  // Two places of 16 bits and tlast, their two valid bits, two valid bits and two tlast beside the stages.
  expect(axis.registerBits - plain.registerBits).toBe(2 * 17 + 2 + 2 + 2);
});

test('report tells layers and FIFOs of a network that streams, and draws them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-'));
  try {
    const [file, page] = [join(folder, 'net.json'), join(folder, 'net.html')];
    const weights = {
      format: 'fixed<3,1>',
      raw: [
        [1, -2],
        [3, 0],
        [-4, 2],
        [1, 1],
      ],
    };
    const layers = [
      { name: 'sums', layer: 'dense', from: 'x', weights, hardware: { pe: 2, simd: 1 } },
      { name: 'active', layer: 'relu', from: 'sums' },
      { name: 'best', layer: 'argmax', from: 'active' },
    ];
    const inputs = [{ name: 'x', shape: [2], format: 'fixed<4,2>' }];
    writeFileSync(
      file,
      JSON.stringify({ 'bitwright-network': 1, name: 'net', inputs, layers, outputs: { y: 'best' } }),
    );
    const { stdout, exitCode } = await run(['report', file, '--no-synthesis', '--json', '--html', page]);
    expect(exitCode).toBe(0);
    const { ii, stages, streams } = JSON.parse(stdout);
    expect({ ii, stages }).toEqual({ ii: 4, stages: [] });
    expect(streams.layers).toMatchObject([
      { name: 'sums, active', hardware: '2 x 1 of 4 x 2 weights', beats: 2, elements: 2, cycles: 4 },
      { name: 'best', hardware: 'all of it', beats: 1, elements: 1 },
    ]);
    expect(streams.fifos.map((f: { from: string; to: string }) => `${f.from} to ${f.to}`)).toEqual([
      'x to sums',
      'sums to best',
      'best to y',
    ]);
    expect(readFileSync(page, 'utf8')).toContain('FIFO from sums to best');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
