/**
 * Designs behind every handshake, under every simulator: nothing is lost, duplicated or reordered, whatever gaps, stalls and
 * resets come, and a row enters in every cycle where nothing stalls. Then wrappers that are broken on purpose, each of which
 * the comparison must catch by its right name.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { SIMULATORS } from '../cosim/simulators/registry.ts';
import { yosys } from '../cosim/simulators/yosys/yosys.ts';
import type { FaultKind } from '../cosim/stream/scoreboard.ts';
import { bumpy, interrupted, steady } from '../cosim/stream/traffic.ts';
import type { EmittedFile } from '../generators/backends/backend.ts';
import type { Handshake } from '../generators/manifest.ts';
import { CORES, interpretedRun, streamRuns, wrappedFiles } from './support/streams.ts';

const HANDSHAKES = ['valid', 'ready', 'axis'] as const;
const TRAFFIC = [steady(1), bumpy(2), interrupted(3)];
const COUNT = 250;

const missing = new Map<string, boolean>();
for (const s of SIMULATORS) missing.set(s.name, (await s.probe()) === undefined);

describe.each(SIMULATORS.map((s) => [s.name, s] as const))('%s', (name, simulator) => {
  beforeEach(({ skip }) => {
    if (missing.get(name)) skip(`not run: ${name} is missing`);
  });

  describe.each(HANDSHAKES)('%s', (handshake) => {
    it.each(Object.entries(CORES))('%s', async (_, compiled) => {
      const wrapped = wrappedFiles(compiled, handshake);
      const runs = await streamRuns(wrapped, simulator, TRAFFIC, COUNT);
      expect(runs.map((run) => run.error ?? run.verdict?.fault)).toEqual([undefined, undefined, undefined]);
      for (const { verdict } of runs) expect(verdict).toMatchObject({ accepted: COUNT });
      expect(runs[0].verdict).toMatchObject({ delivered: COUNT, interval: 1 });
      const resets = wrapped.compiled.manifest.reset === null ? 0 : 1;
      expect(runs[2].verdict?.resets).toBeGreaterThanOrEqual(resets);
      // One seed, one transcript: simulators agree on every cycle, and with the netlist itself.
      const netlist = await Promise.all(TRAFFIC.map((traffic) => interpretedRun(wrapped.compiled, traffic, COUNT)));
      expect(runs.map((run) => run.transcript)).toEqual(netlist);
    });
  });
});

interface Mutant {
  readonly what: string;
  readonly core: keyof typeof CORES;
  readonly handshake: Handshake;
  /** In the wrapper: what stands there, and what is put in its place. */
  readonly from: string;
  readonly to: string;
  /** What each traffic finds: a kind of fault, or BW4105 for undefined bits that are given out as results. */
  readonly caught: readonly (FaultKind | 'BW4105' | undefined)[];
}

const LONG = 'a stateless one, latency 4';
const SUMS = 'one with state, latency 3';

const MUTANTS: readonly Mutant[] = [
  {
    what: 'a row falls out where the receiver stalls',
    core: LONG,
    handshake: 'ready',
    from: 'valid_4 <= advance ? valid_3 : valid_4',
    to: 'valid_4 <= valid_3',
    caught: [undefined, 'rule', 'rule'],
  },
  {
    what: 'the valid bits have a register too few',
    core: LONG,
    handshake: 'valid',
    from: 'valid_3 <= valid_2',
    to: 'valid_3 <= valid_1',
    caught: ['BW4105', 'BW4105', 'BW4105'],
  },
  {
    what: 'the valid bits have a register too many',
    core: 'a stateless one, latency 1',
    handshake: 'valid',
    from: 'assign out_valid = valid_1;',
    to: "reg again; always @(posedge clk) if (rst) again <= 1'b0; else if (ce) again <= valid_1; assign out_valid = again;",
    caught: ['lost', 'lost', 'wrong'],
  },
  {
    what: 'a reset leaves a valid bit',
    core: LONG,
    handshake: 'ready',
    from: "valid_3 <= 1'b0",
    to: 'valid_3 <= advance ? valid_2 : valid_3',
    caught: [undefined, undefined, 'wrong'],
  },
  {
    what: 'the data moves on while the valid bits stand',
    core: LONG,
    handshake: 'ready',
    from: '.ce(advance)',
    to: ".ce(1'b1)",
    caught: [undefined, 'rule', 'rule'],
  },
  {
    what: 'rows are accepted where nothing moves',
    core: LONG,
    handshake: 'ready',
    from: 'assign in_ready = advance;',
    to: "assign in_ready = 1'b1;",
    caught: [undefined, 'lost', 'lost'],
  },
  {
    what: 'results wait for the receiver',
    core: LONG,
    handshake: 'ready',
    from: 'wire advance = out_ready | ~valid_4;',
    to: 'wire advance = out_ready;',
    caught: [undefined, 'rule', 'rule'],
  },
  {
    what: 'every second cycle is left out',
    core: LONG,
    handshake: 'ready',
    from: 'wire advance = out_ready | ~valid_4;',
    to: 'wire advance = (out_ready | ~valid_4) & ~valid_1;',
    caught: ['rule', 'rule', 'rule'],
  },
  {
    what: 'gaps get into the state',
    core: SUMS,
    handshake: 'valid',
    from: '.row_valid_2(valid_2)',
    to: ".row_valid_2(1'b1)",
    caught: [undefined, 'wrong', 'wrong'],
  },
  {
    what: 'the state takes the row of another stage',
    core: SUMS,
    handshake: 'ready',
    from: '.row_valid_2(valid_2)',
    to: '.row_valid_2(valid_1)',
    caught: [undefined, 'wrong', 'wrong'],
  },
  {
    what: 'the state of a core without latency moves while nothing does',
    core: 'one with state, latency 0',
    handshake: 'ready',
    from: '.ce(out_ready & in_valid)',
    to: '.ce(in_valid)',
    caught: [undefined, 'rule', 'rule'],
  },
  {
    what: 'the second place of the slice is forgotten',
    core: LONG,
    handshake: 'axis',
    from: 'slice_data <= slice_moves ? (spilled ? spill_data : result) : slice_data',
    to: 'slice_data <= slice_moves ? result : slice_data',
    caught: [undefined, 'lost', 'lost'],
  },
  {
    what: 'the second place of the slice is left behind',
    core: LONG,
    handshake: 'axis',
    from: 'slice_valid <= slice_moves ? spilled | valid_4 : slice_valid',
    to: 'slice_valid <= slice_moves ? valid_4 : slice_valid',
    caught: [undefined, 'lost', 'lost'],
  },
  {
    what: 'a result stays until a row pushes it out',
    core: LONG,
    handshake: 'ready',
    from: 'wire advance = out_ready | ~valid_4;',
    to: 'wire advance = (out_ready & in_valid) | ~valid_4;',
    caught: ['duplicated', 'duplicated', 'duplicated'],
  },
  {
    what: 'tlast is with the wrong row',
    core: LONG,
    handshake: 'axis',
    from: 'last_2 <= advance ? last_1 : last_2',
    to: 'last_2 <= advance ? s_axis_tlast : last_2',
    caught: ['wrong', 'wrong', 'wrong'],
  },
  {
    what: 'the padding is not the sign',
    core: LONG,
    handshake: 'axis',
    from: '{7{core_y[8]}}',
    to: "7'd0",
    caught: ['wrong', 'wrong', 'wrong'],
  },
];

describe('a wrapper that is broken', () => {
  it.each(MUTANTS.map((m) => [m.what, m] as const))('%s', async (_, { core, handshake, from, to, caught }) => {
    const { compiled, files } = wrappedFiles(CORES[core], handshake);
    const top = `rtl/${compiled.manifest.top}.v`;
    const broken = files.map((file): EmittedFile => {
      if (file.path !== top) return file;
      expect(file.text).toContain(from);
      return { ...file, text: file.text.replace(from, to) };
    });
    const runs = await streamRuns({ compiled, files: broken }, yosys, TRAFFIC, COUNT);
    expect(runs.map((run) => run.error ?? run.verdict?.fault?.kind)).toEqual(caught);
  });
});
