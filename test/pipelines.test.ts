/**
 * Pipelines under simulators: every operator and example, scheduled, gives the rows of its golden model, which is not pipelined.
 * Many operators share one build. Random netlists with state are in generators/timing/schedule/schedule.test.ts.
 */
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../cosim/simulator.ts';
import { SIMULATORS } from '../cosim/simulators/registry.ts';
import { exhaustiveRows, randomRows, type Stimuli } from '../cosim/vectors.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { checkDesign } from '../generators/cli/check-design.ts';
import { loadDesign } from '../generators/cli/load-design.ts';
import { compile, emit } from '../generators/compile.ts';
import type { Design } from '../generators/ir/ir.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import type { TimingRequest } from '../generators/timing/schedule/schedule.ts';
import { gather } from './support/gather.ts';

const found = new Map<string, Simulator>();

beforeAll(async () => {
  for (const s of SIMULATORS) if ((await s.probe()) !== undefined) found.set(s.name, s);
});

async function check(design: Design, timing: TimingRequest, simulator: string, rowsOf: typeof exhaustiveRows) {
  const compiled = compile(design, timing);
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  const stimuli: Stimuli = rowsOf(compiled.manifest.ports.filter((p) => p.direction === 'input'));
  const simulators = [found.get(simulator)!];
  const { verdicts } = await checkDesign({ compiled, files, stimuli, simulators, exactRows: 10 });
  expect(verdicts[1]).toMatchObject({ telling: simulator, rows: stimuli.count, wrongRows: 0 });
  return compiled;
}

const SHAPES = OPERATORS.flatMap((o) => o.shapes).filter((s) => !s.startsWith('op:const'));
const dealt = (parts: number, part: number) => SHAPES.filter((_, i) => i % parts === part);

describe.each([
  ['verilator', 8, exhaustiveRows],
  ['iverilog', 12, (ports: Parameters<typeof randomRows>[0]) => randomRows(ports, 300, 1)],
  ['yosys', 12, (ports: Parameters<typeof randomRows>[0]) => randomRows(ports, 100, 1)],
] as const)('%s', (simulator, parts, rows) => {
  beforeEach(({ skip }) => {
    if (!found.has(simulator)) skip(`not run: ${simulator} is missing`);
  });

  it.each([
    [0, { target: 'xc7', latency: 1 }],
    [1, { target: 'ice40', latency: 7 }],
    [2, { target: 'ecp5', freq: 120 }],
    [3, { target: 'xcup', freq: 300, latency: 40 }],
  ] as const)('agrees on operators, part %d, %o', async (part, timing) => {
    await check(gather(`pipelined_${part}`, dealt(parts, part)), timing, simulator, rows);
  });
});

it.each([
  ['examples/fir/fir.ts', { target: 'xc7', freq: 200 }],
  ['examples/biquad/biquad.ts', { target: 'ice40', latency: 3 }],
  ['examples/cordic/cordic.ts', { target: 'ecp5', freq: 150 }],
  ['examples/complex-multiplier/complex-multiplier.ts', { target: 'xcup', latency: 2 }],
] as const)('%s agrees as a pipeline, %o', async (file, timing) => {
  const simulator = found.has('verilator') ? 'verilator' : 'yosys';
  const design = await loadDesign(join(import.meta.dirname, '..', file), {});
  const compiled = await check(design, timing, simulator, (ports) =>
    randomRows(ports, simulator === 'yosys' ? 100 : 3000, 1),
  );
  expect(compiled.manifest.latency).toBe(compiled.schedule?.latency);
});
