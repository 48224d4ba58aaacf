/** `bitwright doctor` and `bitwright report`, run as users run them. */
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
