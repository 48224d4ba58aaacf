/**
 * Designs whose rows take several transfers on either side: nothing is lost, duplicated or reordered, whatever gaps, stalls and
 * resets come between the beats, and the interval between rows is the manifest's. Then such designs broken on purpose.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { SIMULATORS } from '../cosim/simulators/registry.ts';
import { yosys } from '../cosim/simulators/yosys/yosys.ts';
import type { FaultKind } from '../cosim/stream/scoreboard.ts';
import { bumpy, interrupted, steady } from '../cosim/stream/traffic.ts';
import { icarusRun, isInstalled, verilatorLint } from '../generators/backends/verilog/testing/tools.ts';
import { checkDesign } from '../generators/cli/check-design.ts';
import { BEATS } from './support/beats.ts';
import { emitted, interpretedRun, streamRuns, verdictOf } from './support/streams.ts';

const TRAFFIC = [steady(1), bumpy(2), interrupted(3)];
const COUNT = 120;
/** Of emitted benches. */
const ROWS = 40;

const missing = new Map<string, boolean>();
for (const s of SIMULATORS) missing.set(s.name, (await s.probe()) === undefined);

describe('in the netlist itself', () => {
  it.each(Object.entries(BEATS))('%s', async (_, compiled) => {
    const runs = await Promise.all(TRAFFIC.map((traffic) => interpretedRun(compiled, traffic, COUNT)));
    const verdicts = runs.map((run, k) => verdictOf(compiled, TRAFFIC[k], COUNT, run));
    expect(verdicts.map((v) => v.fault)).toEqual([undefined, undefined, undefined]);
    expect(verdicts[0]).toMatchObject({ accepted: COUNT, delivered: COUNT, interval: compiled.manifest.ii });
    expect(verdicts[1]).toMatchObject({ accepted: COUNT, delivered: COUNT });
    expect(verdicts[2]).toMatchObject({ accepted: COUNT });
    // Some of the resets cut a row off.
    expect(verdicts[2].resets).toBeGreaterThan(2);
  });
});

const SIMULATED = ['total, ready', 'spread, ready', 'increment, axis', 'fold, axis'] as const;

describe.each(SIMULATORS.map((s) => [s.name, s] as const))('%s', (name, simulator) => {
  beforeEach(({ skip }) => {
    if (missing.get(name)) skip(`not run: ${name} is missing`);
  });

  it.each(SIMULATED)('%s', async (design) => {
    const runs = await streamRuns(emitted(BEATS[design]), simulator, TRAFFIC, COUNT);
    expect(runs.map((run) => run.error ?? run.verdict?.fault)).toEqual([undefined, undefined, undefined]);
    // One seed, one transcript: simulators agree on every cycle, and with the netlist itself.
    const netlist = await Promise.all(TRAFFIC.map((traffic) => interpretedRun(BEATS[design], traffic, COUNT)));
    expect(runs.map((run) => run.transcript)).toEqual(netlist);
  });
});

interface Mutant {
  readonly what: string;
  readonly core: keyof typeof BEATS;
  /** In the Verilog: what stands there, and what is put in its place. */
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** What each traffic finds. */
  readonly caught: readonly (FaultKind | undefined)[];
  /** Whether the emitted bench finds it, too. */
  readonly bench: boolean;
}

/** A reset of one cycle does not reach a register, that at the start of a run, of two, does. */
const unreached = (register: string, zero: string): Mutant['edits'] => [
  [');\n', ');\n  reg twice;\n'],
  [
    `${register} <= ${zero};`,
    `${register} <= twice ? ${zero} : ${register};\n    end\n    twice <= rst;\n    if (rst) begin`,
  ],
];

const MUTANTS: readonly Mutant[] = [
  {
    what: 'a beat is dropped where the result before it is not taken',
    core: 'total, ready',
    edits: [['accept = in_valid & in_ready', 'accept = in_valid & in_ready & (count != 2 | ~full)']],
    caught: [undefined, 'wrong', 'wrong'],
    bench: true,
  },
  {
    what: 'the elements of a beat change places',
    core: 'fold, ready',
    edits: [['{sum_1, sum_2}', '{sum_2, sum_1}']],
    caught: ['wrong', 'wrong', 'wrong'],
    bench: true,
  },
  {
    what: 'beats of a result change places',
    core: 'spread, ready',
    edits: [
      ["(phase == 5'h15) ? beat_0", "(phase == 5'h15) ? ~beat_0"],
      ["(phase == 5'h16) ? ~beat_0", "(phase == 5'h16) ? beat_0"],
    ],
    caught: ['reordered', 'reordered', 'reordered'],
    bench: true,
  },
  {
    what: 'a part of a row stays over a reset',
    core: 'total, ready',
    edits: unreached('count', "2'b00"),
    caught: [undefined, undefined, 'wrong'],
    bench: false,
  },
  {
    what: 'what a part of a row did to the state stays over a reset',
    core: 'total, ready',
    edits: unreached('running', "11'd0"),
    caught: [undefined, undefined, 'wrong'],
    bench: false,
  },
  {
    what: 'a row is answered only when the next one comes',
    core: 'fold, ready',
    edits: [['~answering | out_ready', '(answering ? out_ready : in_valid)']],
    caught: ['lost', 'lost', 'lost'],
    bench: true,
  },
  {
    what: 'results wait for the receiver',
    core: 'fold, ready',
    edits: [['out_valid = answering;', 'out_valid = answering & out_ready;']],
    caught: [undefined, 'stuck', undefined],
    bench: false,
  },
  {
    what: 'rows are accepted no longer from the 16th on',
    core: 'fold, ready',
    edits: [
      [');\n', ');\n  reg [3:0] rows;\n'],
      ["phase <= 3'b000;", "phase <= 3'b000;\n      rows <= 4'd0;"],
      ["phase < 3'd4", "phase < 3'd4 & ~&rows"],
      ['phase <= moves', "rows <= rows + ((phase == 3'd6) & moves & ~&rows);\n      phase <= (moves & ~&rows)"],
    ],
    caught: ['stuck', 'stuck', undefined],
    bench: true,
  },
  {
    what: 'a beat of results comes again where none follows it',
    core: 'increment, ready',
    edits: [['full <= in_ready ? in_valid : full', 'full <= in_valid | full']],
    caught: ['duplicated', 'duplicated', 'duplicated'],
    bench: true,
  },
  {
    what: 'tlast is missing',
    core: 'total, axis',
    edits: [["m_axis_tlast = 1'b1", "m_axis_tlast = 1'b0"]],
    caught: ['wrong', 'wrong', 'wrong'],
    bench: true,
  },
];

/** Bits that only initial values set, so nothing of them is undefined after a reset that does not reach them. */
const KEPT: Mutant['edits'] = [
  ['reg [1:0]  count;', "reg [1:0]  count = 2'b00;"],
  ["count <= 2'b00;", 'count <= count;'],
];

function broken({ core, edits }: Pick<Mutant, 'core' | 'edits'>) {
  const { compiled, files } = emitted(BEATS[core], ROWS);
  const changed = files.map((file) => {
    if (!file.path.startsWith('rtl/')) return file;
    const text = edits.reduce((before, [from, to]) => {
      expect(before).toContain(from);
      return before.replace(from, to);
    }, file.text);
    return { ...file, text };
  });
  return { compiled, files: changed };
}

it.each(MUTANTS.map((m) => [m.what, m] as const))('finds it where %s', async (_, mutant) => {
  const runs = await streamRuns(broken(mutant), yosys, TRAFFIC, COUNT);
  expect(runs.map((run) => run.error ?? run.verdict?.fault?.kind)).toEqual(mutant.caught);
});

/** `fold`, whose manifest says that a row takes a cycle less than it does. */
const hurried = { ...BEATS['fold, ready'], manifest: { ...BEATS['fold, ready'].manifest, ii: 6 } };

it('finds rows that take longer than the manifest says', async () => {
  const verdict = verdictOf(hurried, TRAFFIC[0], COUNT, await interpretedRun(hurried, TRAFFIC[0], COUNT));
  expect(verdict).toMatchObject({
    interval: 7,
    fault: { kind: 'slow', message: 'takes 7 cycles per row where nothing stalls; the manifest says 6' },
  });
});

it('whole rows go in and come out of a check, and a fault shows the words of its beat', async () => {
  const compiled = BEATS['fold, axis'];
  const { files } = emitted(compiled, 0);
  const stimuli = { rows: Uint32Array.of(0x1962de5), count: 1 };
  const check = { compiled, stimuli, simulators: [yosys], exactRows: 1 };
  const sound = await checkDesign({ ...check, files });
  expect(sound.verdicts.map((v) => [v.rows, v.wrongRows])).toEqual(Array(4).fill([1, 0]));
  const swapped = files.map((f) => ({ ...f, text: f.text.replace('{sum_1, sum_2}', '{sum_2, sum_1}') }));
  const wrong = await checkDesign({ ...check, files: swapped });
  expect(wrong.verdicts[1].stream?.fault).toMatchObject({
    row: 0,
    beat: 0,
    inputs: [0x1962de5n],
    expected: [0xb3f1n, 0x65n],
    actual: [0xf1b3n, 0x65n],
  });
});

const notRun = (tool: string) => (isInstalled(tool) ? '' : ` (not run: ${tool} is missing)`);

describe.skipIf(!isInstalled('iverilog'))(`benches under Icarus${notRun('iverilog')}`, () => {
  it.each(Object.entries(BEATS))('no warning, and %s passes', (_, compiled) => {
    expect(icarusRun(emitted(compiled, ROWS).files)).toBe(`PASS: ${ROWS} vectors\n`);
  });

  it.each(MUTANTS.filter((m) => m.bench).map((m) => [m.what, m] as const))('fails where %s', (_, mutant) => {
    expect(icarusRun(broken(mutant).files)).toMatch(/\nFAIL: \d+ failures\n$/);
  });

  it('fails where a part of a row stays over a reset, and where rows take too long', () => {
    expect(icarusRun(broken({ core: 'total, ready', edits: KEPT }).files)).toMatch(/^row 0: y is/);
    expect(icarusRun(emitted(hurried, ROWS).files)).toBe('20 rows took 140 cycles, not 6 each\nFAIL: 1 failures\n');
  });
});

describe.skipIf(!isInstalled('verilator'))(`benches under Verilator${notRun('verilator')}`, () => {
  it.each(Object.entries(BEATS))('-Wall says nothing of %s', (_, compiled) => {
    expect(verilatorLint(emitted(compiled, ROWS).files, compiled.manifest.top)).toBe('');
  });
});
