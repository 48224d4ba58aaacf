/** Verilog that somebody changed behind our back: the failure is found, made small, and traced to the changed line. */
import { afterAll, describe, expect, it } from 'vitest';
import { removeAllScratch } from '../../cosim/process/scratch.ts';
import { iverilog } from '../../cosim/simulators/iverilog/iverilog.ts';
import { verilator } from '../../cosim/simulators/verilator/verilator.ts';
import { yosys } from '../../cosim/simulators/yosys/yosys.ts';
import { exhaustiveSource, randomSource } from '../../cosim/vectors/made.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { compile, emit } from '../compile.ts';
import { design } from '../design/design.ts';
import { fixed } from '../formats/build.ts';
import type { Design } from '../ir/ir.ts';
import { checkDesign } from './check-design.ts';

afterAll(removeAllScratch);

const mac: Design = design(
  'mac',
  { inputs: { a: fixed(6, 3), b: fixed(6, 3) }, outputs: { y: fixed(7, 4) } },
  ({ a, b }) => {
    const product = a.mul(b).named('product');
    const total = product.add(a).named('total');
    return { y: total.cast(fixed(7, 4), 'RND_CONV', 'SAT') };
  },
);

const running: Design = design('running', { inputs: { x: fixed(5, 2) }, outputs: { y: fixed(9, 6) } }, ({ x }, d) => {
  const sum = d.register('sum', fixed(9, 6));
  const next = sum.add(x).cast(fixed(9, 6)).named('after');
  sum.next(next);
  return { y: sum };
});

/** The design with one piece of its Verilog replaced. */
function changed(source: Design, from: RegExp, to: string, latency?: number) {
  const timing = latency === undefined ? undefined : ({ target: 'xc7', latency } as const);
  const compiled = compile(source, timing);
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] }).map((f) => {
    if (!f.path.startsWith('rtl/')) return f;
    expect(f.text).toMatch(from);
    return { ...f, text: f.text.replace(from, to) };
  });
  return { compiled, files };
}

async function failureOf(prepared: ReturnType<typeof changed>, simulator: typeof verilator) {
  const ports = prepared.compiled.manifest.ports.filter((p) => p.direction === 'input');
  const stimuli = prepared.compiled.manifest.clock === null ? exhaustiveSource(ports) : randomSource(ports, 3000, 1);
  const { verdicts } = await checkDesign({ ...prepared, stimuli, simulators: [simulator], exactRows: 50 });
  expect(verdicts[0].wrongRows).toBe(0);
  expect(verdicts[1].wrongRows).toBeGreaterThan(0);
  const failure = verdicts[1].failure;
  expect(failure?.actual).not.toEqual(failure?.golden);
  expect(failure?.golden).toEqual(failure?.exact);
  return failure;
}

const missing = new Map([verilator, iverilog].map((s) => [s.name, s]));
for (const [name, simulator] of missing) if ((await simulator.probe()) !== undefined) missing.delete(name);

describe.each([verilator, iverilog])('$name', (simulator) => {
  it.skipIf(missing.has(simulator.name))('names the first signal that differs, with what it is made from', async () => {
    const failure = await failureOf(
      changed(mac, /wire (.*) product = (.*);/, 'wire $1 product = ($2) ^ 8;'),
      simulator,
    );
    expect(failure?.rows).toEqual([[0n, 0n]]);
    expect(failure?.inside).toMatchObject({ signal: 'product', cycle: undefined, golden: 0n, actual: 8n });
    const later = await failureOf(changed(mac, /wire (.*) total = (.*);/, 'wire $1 total = ($2) | 1;'), simulator);
    expect(later?.inside?.signal).toBe('total');
    expect(later?.inside?.operands.map((o) => o.signal)).toContain('product');
  });

  it.skipIf(missing.has(simulator.name))('looks into state, cycle by cycle', async () => {
    const failure = await failureOf(changed(running, /after = (.*);/, "after = ($1) ^ {8'd0, x[4]};"), simulator);
    expect(failure?.rows.length).toBe(2);
    expect(failure?.inside).toMatchObject({ signal: 'after', cycle: 0 });
  });

  it.skipIf(missing.has(simulator.name))('looks into pipelines, whose first registers hold anything', async () => {
    const failure = await failureOf(changed(mac, /y_round_up = (.*);/, 'y_round_up = ~($1);', 3), simulator);
    expect(failure?.rows.length).toBe(1);
    expect(failure?.inside).toMatchObject({ signal: 'y_round_up' });
    expect(failure?.inside?.actual).toBe((failure?.inside?.golden as bigint) ^ 1n);
  });
});

it('a simulator that draws no waveform still gives the failure', async () => {
  const failure = await failureOf(changed(mac, /wire (.*) product = (.*);/, 'wire $1 product = ($2) ^ 8;'), yosys);
  expect(failure?.rows).toEqual([[0n, 0n]]);
  expect(failure?.inside).toBeUndefined();
});
