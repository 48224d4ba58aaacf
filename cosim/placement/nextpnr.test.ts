import { describe, expect, it } from 'vitest';
import { readDesignFiles } from '../design-files.ts';
import { nativeYosys } from '../synthesis/tools.ts';
import { ACCUMULATOR, MULTIPLIER, placeFixture } from '../testing/fixtures.ts';
import { placementHarness } from './harness.ts';
import { figuresOf, placeAndRoute } from './nextpnr.ts';
import { type NextpnrTool, nativeNextpnr, npmNextpnr } from './tools.ts';

describe('the harness', () => {
  it('connects every bit of every port once', async () => {
    const job = await placeFixture(ACCUMULATOR);
    const { text } = placementHarness(job.manifest, await readDesignFiles(job, ['verilog']));
    const nets = [...text.matchAll(/\.(\w+)\((?:(\w+)\[(\d+):(\d+)\]|clk)\)/g)];
    expect(nets.map((m) => m[1]).sort()).toEqual(
      ['clk', 'rst', 'ce', ...[...ACCUMULATOR.inputs, ...ACCUMULATOR.outputs].map((p) => p.name)].sort(),
    );
    for (const side of ['given', 'result']) {
      const bits = nets
        .filter((m) => m[2] === side)
        .flatMap(([, , , hi, lo]) => Array.from({ length: Number(hi) - Number(lo) + 1 }, (_, i) => Number(lo) + i));
      expect(bits.sort((a, b) => a - b)).toEqual(bits.map((_, i) => i));
      expect(text).toContain(`[${bits.length}-1:0] ${side};`);
    }
  });
});

describe('the report of nextpnr', () => {
  const report = {
    fmax: { clk: { achieved: 123.5, constraint: 100 } },
    utilization: { ICESTORM_LC: { used: 7, available: 7680 } },
  };
  it('is read', () => {
    expect(figuresOf(JSON.stringify(report))).toEqual({ reachedMHz: 123.5, cells: { used: 7, available: 7680 } });
  });
  it.each(['garbage', '{}', JSON.stringify({ ...report, fmax: {} }), JSON.stringify({ ...report, utilization: {} })])(
    'is refused where it has another form: %s',
    (text) => expect(() => figuresOf(text)).toThrow(/BW5110/),
  );
});

const native = await nativeNextpnr();
const tools: [string, NextpnrTool | undefined][] = [
  ['nextpnr-ice40', native],
  ['@yowasp/nextpnr-ice40', await npmNextpnr()],
];
const yosys = await nativeYosys();
describe.each(tools)('with %s', (name, tool) => {
  const unrun = !tool || !yosys ? ': not run, missing' : '';
  it.skipIf(unrun !== '')(`places what is clocked and what is not${unrun}`, async () => {
    for (const fixture of [ACCUMULATOR, MULTIPLIER]) {
      const placed = await placeAndRoute(await placeFixture(fixture), 80, tool);
      expect(placed.reachedMHz).toBeGreaterThan(20);
      expect(placed.reachedMHz).toBeLessThan(600);
      expect(placed.cells.used).toBeGreaterThan(20);
      expect(placed).toMatchObject({ aimedMHz: 80, cells: { available: 7680 } });
      expect(placed.version).toContain('nextpnr-ice40');
    }
  });

  it.skipIf(unrun !== '')(`says why a design was not placed${unrun}`, async () => {
    const failure = tool?.run('{"creator": "test", "modules": {}}', ['--hx8k', '--package', 'ct256']);
    await expect(failure).rejects.toMatchObject({ exit: 1, diagnostic: { code: 'BW5109', message: /failed: \S/ } });
    expect(name).toContain('nextpnr');
  });
});
