/** The emitted Verilog of handshakes and its test benches: no tool warns, the benches pass, and fail where they must. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { icarusRun, isInstalled, verilatorLint, verilatorRun } from '../generators/backends/verilog/testing/tools.ts';
import { CORES, wrappedFiles } from './support/streams.ts';

const ROWS = 100;
const DESIGNS = (['valid', 'ready', 'axis'] as const).flatMap((handshake) =>
  Object.entries(CORES).map(([core, compiled]) => {
    const { files, compiled: wrapped } = wrappedFiles(compiled, handshake, ROWS);
    return { name: `${handshake}: ${core}`, files, top: wrapped.manifest.top };
  }),
);
const designOf = (name: string) => DESIGNS.find((d) => d.name === name) as (typeof DESIGNS)[number];
const notRun = (tool: string) => (isInstalled(tool) ? '' : ` (not run: ${tool} is missing)`);

it.each([
  ['ready: one with state, latency 3', 'rtl/sums.v', 'ready.v'],
  ['ready: one with state, latency 3', 'rtl/sums_core.v', 'ready_core.v'],
  ['axis: a stateless one, latency 4', 'rtl/product.v', 'axis.v'],
  ['axis: a stateless one, latency 4', 'tb/product_tb.v', 'axis_tb.v'],
] as const)('%s, %s, is meant to be read', async (name, path, golden) => {
  const file = designOf(name).files.find((f) => f.path === path);
  await expect(file?.text).toMatchFileSnapshot(join(import.meta.dirname, 'golden-text/streams', golden));
});

describe.skipIf(!isInstalled('verilator'))(`Verilator${notRun('verilator')}`, () => {
  const linted = DESIGNS.filter((d) => /latency 4|scheduled/.test(d.name));
  it.each(linted.map((d) => [d.name, d] as const))('-Wall says nothing of %s', (_, { files, top }) => {
    expect(verilatorLint(files, top)).toBe('');
  });
  it('builds a bench without a warning and passes it', () => {
    const { files, top } = designOf('axis: one with state in several stages, scheduled');
    const { build, run } = verilatorRun(files, top);
    expect(build).not.toMatch(/%Warning|%Error/);
    expect(run).toContain(`PASS: ${ROWS} vectors\n`);
  });
});

describe.skipIf(!isInstalled('iverilog'))(`Icarus${notRun('iverilog')}`, () => {
  it.each(DESIGNS.map((d) => [d.name, d] as const))(
    '-Wall says nothing of %s, and its bench passes',
    (_, { files }) => {
      expect(icarusRun(files)).toBe(`PASS: ${ROWS} vectors\n`);
    },
  );

  it.each([
    ['a row falls out where the receiver stalls', 'valid_4 <= advance ? valid_3 : valid_4', 'valid_4 <= valid_3'],
    ['the data moves on while the valid bits stand', '.ce(advance)', ".ce(1'b1)"],
    ['rows are accepted where nothing moves', 'assign in_ready = advance;', "assign in_ready = 1'b1;"],
    ['every second cycle is left out', 'advance = out_ready | ~valid_4', 'advance = (out_ready | ~valid_4) & ~valid_1'],
    ['a reset leaves a valid bit', "valid_3 <= 1'b0", 'valid_3 <= advance ? valid_2 : valid_3'],
  ])('the bench fails where %s', (_, from, to) => {
    const { files } = designOf('ready: a stateless one, latency 4');
    const broken = files.map((f) => (f.path === 'rtl/product.v' ? { ...f, text: f.text.replace(from, to) } : f));
    expect(broken).not.toEqual(files);
    expect(icarusRun(broken)).toMatch(/\nFAIL: \d+ failures\n$/);
  });
});
