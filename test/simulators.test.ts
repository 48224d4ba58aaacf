/**
 * golden = Verilog under each simulator, for every operator, every mode and awkward widths. Many operators share one build.
 * (exact = golden is in operators*.test.ts, golden = C++ in the tests of the HLS back end.)
 */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../cosim/simulator.ts';
import { SIMULATORS } from '../cosim/simulators/registry.ts';
import { exhaustiveRows, randomRows, type Stimuli } from '../cosim/vectors.ts';
import type { EmittedFile } from '../generators/backends/backend.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { checkDesign } from '../generators/cli/check-design.ts';
import { type Compiled, compile, emit } from '../generators/compile.ts';
import { OVERFLOWS, QUANTIZATIONS } from '../generators/formats/modes.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import { gather } from './support/gather.ts';
import { requests, WIDTHS } from './support/wide-requests.ts';

const missing = new Map<string, string>();

beforeAll(async () => {
  for (const s of SIMULATORS) if ((await s.probe()) === undefined) missing.set(s.name, s.install ?? '');
});

/** A design with its files, made once for all tellings. */
function prepared(name: string, requests: () => readonly string[]) {
  const known = designs.get(name);
  if (known) return known;
  const compiled = compile(gather(name.replaceAll(' ', '_'), requests()));
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  designs.set(name, { compiled, files });
  return { compiled, files };
}
const designs = new Map<string, { compiled: Compiled; files: EmittedFile[] }>();

/** The golden model against one telling; a telling whose tool is missing is reported as not run. */
async function check(
  { compiled, files }: ReturnType<typeof prepared>,
  simulator: Simulator,
  stimuliOf: (ports: { name: string; width: number }[]) => Stimuli,
) {
  const stimuli = stimuliOf(compiled.manifest.ports.filter((p) => p.direction === 'input'));
  const { verdicts } = await checkDesign({ compiled, files, stimuli, simulators: [simulator], exactRows: 10 });
  expect(verdicts.map((v) => v.telling)).toEqual(['exact', simulator.name]);
  expect(verdicts[0]).toMatchObject({ rows: 10, wrongRows: 0 });
  expect(verdicts[1]).toMatchObject({ rows: stimuli.count, wrongRows: 0, mismatches: [] });
}

/** All shapes but those without an input, dealt so that every part has some of each operator. */
const SHAPES = OPERATORS.flatMap((o) => o.shapes).filter((s) => !s.startsWith('op:const'));
const PARTS = Math.ceil(SHAPES.length / 60);
const GROUPS = Array.from({ length: PARTS }, (_, part) => SHAPES.filter((_, i) => i % PARTS === part));

/** Simulators that compile: they take all rows. */
const fast = new Set(['verilator']);

describe.each(SIMULATORS.map((s) => [s.name, s] as const))('%s', (name, simulator) => {
  beforeEach(({ skip }) => {
    if (missing.has(name)) skip(`not run: ${name} is missing (${missing.get(name)})`);
  });

  it.each(GROUPS.map((g, i) => [`${i + 1} of ${GROUPS.length}`, g] as const))(
    'agrees on every operator, every input of 16 bits: shapes %s',
    async (part, shapes) => {
      await check(
        prepared(`operators ${part}`, () => shapes),
        simulator,
        (ports) => (fast.has(name) ? exhaustiveRows(ports) : randomRows(ports, 1000, 1)),
      );
    },
  );

  it('agrees on casts in every quantisation and overflow mode', async () => {
    await check(prepared('every_cast', everyCast), simulator, (ports) => exhaustiveRows(ports));
  });

  it.each(WIDTHS)('agrees on operands of %d bits', async (width) => {
    // One divider and one root each: they are large, and slow to compile and to simulate.
    const few = (op: string, r: readonly string[]) => r.slice(0, /^(div|sqrt)$/.test(op) ? 1 : 3);
    const floats = (r: readonly string[]) => r.filter((x) => /E4M3|float|binary/.test(x)).slice(0, 1);
    const wide = () =>
      Object.entries(requests(width)).flatMap(([op, r]) => [...new Set([...few(op, r), ...floats(r)])]);
    await check(
      prepared(`wide_${width}`, () => wide().filter((r) => !r.startsWith('op:const'))),
      simulator,
      (ports) => randomRows(ports, fast.has(name) ? 4000 : 30, width),
    );
  });
});

/** 10-bit operands into 6 bits: every mode, every combination of signedness that it has. */
function everyCast(): string[] {
  const overflows = [...Object.keys(OVERFLOWS), 'WRAP:1', 'WRAP:3', 'WRAP_SM:1', 'WRAP_SM:3'];
  const modes = Object.keys(QUANTIZATIONS).flatMap((q) => overflows.map((o) => `op:cast:round=${q}:overflow=${o}`));
  return modes.flatMap((m) => [
    `${m}/fixed10_5/fixed6_3`,
    `${m}/ufixed10_5/fixed6_3`,
    ...(m.includes('WRAP_SM') ? [] : [`${m}/fixed10_5/ufixed6_3`, `${m}/ufixed10_5/ufixed6_3`]),
  ]);
}
