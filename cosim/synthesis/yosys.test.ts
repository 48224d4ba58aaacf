import { describe, expect, it } from 'vitest';
import { ACCUMULATOR, type Fixture, MULTIPLIER, placeFixture } from '../testing/fixtures.ts';
import { figuresOf, SYNTHESIS_FLOWS } from './flows.ts';
import { nativeYosys, npmYosys, type YosysTool } from './tools.ts';
import { cellCounts, synthesise } from './yosys.ts';

const native = await nativeYosys();
const npm = await npmYosys();

/** A tool that answers with fixed statistics, and remembers what it was asked. */
function recorded(cells: readonly Record<string, number>[]): YosysTool & { readonly scripts: string[] } {
  const scripts: string[] = [];
  return {
    name: 'yosys',
    version: 'Yosys of the test',
    scripts,
    async run(_files, script) {
      scripts.push(script);
      return JSON.stringify({ design: { num_cells_by_type: cells[scripts.length - 1] } });
    },
  };
}

describe('figures from cells', () => {
  it('adds up what occupies a LUT, and halves of a block RAM', () => {
    const cells = {
      LUT2: 3,
      LUT6: 4,
      SRL16E: 1,
      FDRE: 5,
      FDSE_1: 2,
      RAMB18E1: 1,
      RAMB36E1: 2,
      CARRY4: 6,
      MUXF7: 9,
      INV: 7,
    };
    expect(figuresOf(SYNTHESIS_FLOWS.xc7, cells)).toEqual({ lut: 8, ff: 7, dsp: 0, bram: 2.5, carry: 6, cells });
  });

  it('counts both LUTs of an ECP5 carry cell', () => {
    const figures = figuresOf(SYNTHESIS_FLOWS.ecp5, { LUT4: 10, CCU2C: 4, TRELLIS_FF: 8, MULT18X18D: 1, PFUMX: 3 });
    expect(figures).toMatchObject({ lut: 18, ff: 8, dsp: 1, carry: 4 });
  });

  it('knows every flip-flop of iCE40', () => {
    const figures = figuresOf(SYNTHESIS_FLOWS.ice40, {
      SB_LUT4: 10,
      SB_DFF: 1,
      SB_DFFESR: 2,
      SB_DFFESS: 3,
      SB_RAM40_4KNR: 1,
    });
    expect(figures).toMatchObject({ lut: 10, ff: 6, bram: 1 });
  });
});

describe('synthesis', () => {
  it('runs once more without DSP blocks where the first run used some', async () => {
    const tool = recorded([{ DSP48E1: 1 }, { LUT6: 60 }]);
    const { runs } = await synthesise(await placeFixture(MULTIPLIER), 'xc7', tool);
    expect(runs.map(({ dspAllowed, dsp, lut }) => ({ dspAllowed, dsp, lut }))).toEqual([
      { dspAllowed: true, dsp: 1, lut: 0 },
      { dspAllowed: false, dsp: 0, lut: 60 },
    ]);
    expect(tool.scripts[1]).toContain('synth_xilinx -family xc7 -noiopad -flatten -nodsp -top multiplier;');
  });

  it('runs once where there is nothing to compare', async () => {
    const tool = recorded([{ LUT6: 60 }]);
    expect((await synthesise(await placeFixture(MULTIPLIER), 'ecp5', tool)).runs).toHaveLength(1);
    const other = recorded([{ SB_LUT4: 60 }]);
    const { runs } = await synthesise(await placeFixture(MULTIPLIER), 'ice40', other);
    expect(runs[0]).toMatchObject({ dspAllowed: false, command: 'synth_ice40 -top multiplier' });
  });

  it.each(['{"design": {}}', 'garbage', '{"design": {"num_cells_by_type": {"LUT6": "many"}}}'])(
    'refuses statistics that it does not know: %s',
    (text) => {
      expect(() => cellCounts(text)).toThrow(/BW5108/);
    },
  );
});

const tools: [string, YosysTool | undefined][] = [
  ['@yowasp/yosys', npm],
  ['yosys', native],
];
describe.each(tools)('with %s', (_, tool) => {
  it.skipIf(!tool)('synthesises for ECP5 with and without DSP blocks', { timeout: 120_000 }, async () => {
    const phrases: string[] = [];
    const job = { ...(await placeFixture(MULTIPLIER)), progress: (phrase: string) => phrases.push(phrase) };
    const { runs, version } = await synthesise(job, 'ecp5', tool);
    expect(version).toMatch(/^Yosys 0\.\d+/);
    expect(runs.map((r) => r.dsp)).toEqual([1, 0]);
    expect(runs[1].lut).toBeGreaterThan(runs[0].lut);
    expect(phrases[0]).toBe('synthesising for ecp5');
  });

  it.skipIf(!tool)('finds every register', { timeout: 120_000 }, async () => {
    const { runs } = await synthesise(await placeFixture(ACCUMULATOR), 'ice40', tool);
    expect(runs.map((r) => r.ff)).toEqual([20 + 16 + 16]);
  });

  it.skipIf(!tool)('names the file and line that Yosys refuses', { timeout: 120_000 }, async () => {
    const broken: Fixture = { ...MULTIPLIER, verilog: 'module multiplier (input wire a);\n  assign = a;\nendmodule\n' };
    const failure = synthesise(await placeFixture(broken), 'ice40', tool);
    await expect(failure).rejects.toMatchObject({
      exit: 1,
      diagnostic: { code: 'BW5107', message: expect.stringMatching(/rtl\/multiplier\.v:2.*syntax error/) },
    });
  });
});
