/** Designs behind handshakes, with and without pipeline registers and state, and their co-simulation. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosimError } from '../../cosim/error.ts';
import { packRows, rowWords, unpackRow } from '../../cosim/ports.ts';
import type { Simulator } from '../../cosim/simulator.ts';
import { type Dut, driveStream } from '../../cosim/stream/driver.ts';
import { streamLayout, toWires } from '../../cosim/stream/layout.ts';
import { judge, type StreamVerdict } from '../../cosim/stream/scoreboard.ts';
import { possible, type Traffic } from '../../cosim/stream/traffic.ts';
import type { Transcript } from '../../cosim/stream/transcript.ts';
import { randomRows } from '../../cosim/vectors.ts';
import type { EmittedFile } from '../../generators/backends/backend.ts';
import { verilogBackend } from '../../generators/backends/verilog/verilog.ts';
import { writeFolder } from '../../generators/cli/write-files.ts';
import { benchVectors, type Compiled, compile, emit, goldenOf, withInterface } from '../../generators/compile.ts';
import { widthOf } from '../../generators/formats/format.ts';
import { interpret } from '../../generators/golden/interpreter.ts';
import { design, fixed, ufixed } from '../../generators/index.ts';
import { inputsOf } from '../../generators/ir/ir.ts';
import type { Handshake, Manifest } from '../../generators/manifest.ts';
import { type Net, NetBuilder } from '../../generators/netlist/builder.ts';
import { type NetDesign, topOf } from '../../generators/netlist/netlist.ts';
import type { StagedState } from '../../generators/timing/schedule/pipeline.ts';

const INPUTS = { a: fixed(5, 3), b: fixed(4, 2), c: ufixed(11, 11) };

/** Outputs that are no whole bytes: a signed and an unsigned one. */
const stateless = compile(
  design('product', { inputs: INPUTS, outputs: { y: fixed(9, 5), z: ufixed(11, 11) } }, ({ a, b, c }) => ({
    y: a.mul(b),
    z: c,
  })),
);

const SUM = fixed(13, 9);
const stateful = compile(
  design('sums', { inputs: { a: INPUTS.a, b: INPUTS.b }, outputs: { y: SUM } }, ({ a, b }, d) => {
    const sum = d.register('sum', SUM);
    const next = sum.add(a.mul(b)).cast(SUM);
    sum.next(next);
    return { y: next };
  }),
);

/** A word some cycles later; none of the registers is reset. */
function later(b: NetBuilder, word: Net, cycles: number): Net {
  let net = word;
  for (let k = 0; k < cycles; k++) {
    const register = b.reg(net.width, undefined);
    b.setNext(register, net);
    net = register;
  }
  return net;
}

/** `product` with registers before, `latency` - 1 in all, and one behind the multiplier. */
function pipelinedProduct(latency: number): Compiled {
  const b = new NetBuilder();
  const [x, y, c] = [b.input('a', 5), b.input('b', 4), b.input('c', 11)];
  const product = b.muls(later(b, x, latency - 1), later(b, y, latency - 1));
  b.output('y', later(b, product, 1));
  b.output('z', later(b, c, latency));
  return pipelined(stateless, b, latency, []);
}

/** `sums` in three cycles: the operands, the product and the result in registers, the sum itself at stage 2. */
function pipelinedSums(): Compiled {
  const b = new NetBuilder();
  const [x, y] = [b.input('a', 5), b.input('b', 4)];
  const product = later(b, b.muls(later(b, x, 1), later(b, y, 1)), 1);
  const sum = b.reg(13, 0n, 'sum');
  const next = b.add(sum, b.sext(product, 13));
  b.setNext(sum, next);
  b.output('y', later(b, next, 1));
  return pipelined(stateful, b, 3, [{ register: sum.id, stage: 2, init: 0n, next: next.id }]);
}

/** y = ~x of two bits, in two cycles: small enough for a SAT solver. */
export const INVERTER: Compiled = (() => {
  const bits = ufixed(2, 2);
  const inverter = design('inverter', { inputs: { x: bits }, outputs: { y: bits } }, ({ x }) => ({ y: x.not() }));
  const b = new NetBuilder();
  b.output('y', later(b, b.not(later(b, b.input('x', 2), 1)), 1));
  return pipelined(compile(inverter), b, 2, []);
})();

function pipelined(of: Compiled, b: NetBuilder, latency: number, state: readonly StagedState[]): Compiled {
  const netlists = { modules: [b.finish(of.manifest.top)] };
  return {
    ...of,
    netlists,
    pipeline: netlists,
    state,
    manifest: { ...of.manifest, latency, clock: 'clk', enable: 'ce', reset: state.length > 0 ? 'rst' : null },
  };
}

const FILTER = fixed(14, 8);
/** State in several stages: a delay, long enough for a shift register, before a product, a sum behind it, a product of the sum. */
const filter = design('filter', { inputs: { x: fixed(6, 3) }, outputs: { y: fixed(18, 10) } }, ({ x }, d) => {
  const sum = d.register('sum', FILTER, -1.5);
  const next = sum.add(x.mul(x.delay(12))).cast(FILTER);
  sum.next(next);
  return { y: next.mul(x).cast(fixed(18, 10)) };
});

export const CORES = {
  'a stateless one, latency 0': stateless,
  'a stateless one, latency 1': pipelinedProduct(1),
  'a stateless one, latency 4': pipelinedProduct(4),
  'one with state, latency 0': stateful,
  'one with state, latency 3': pipelinedSums(),
  'one with state in several stages, scheduled': compile(filter, { target: 'xc7', latency: 5 }),
} as const satisfies Record<string, Compiled>;

/** The same rows in every run. */
const rowsOf = (compiled: Compiled, count: number) =>
  randomRows(
    inputsOf(compiled.design).map((p) => ({ name: p.name, width: widthOf(p.type) })),
    count,
    5,
  ).rows;

/** The emitted Verilog of a core behind a handshake; with a test bench of so many rows, where there are any. */
export function wrappedFiles(core: Compiled, handshake: Handshake, benchRows = 0): Emitted {
  return emitted(withInterface(core, handshake), benchRows);
}

export interface Emitted {
  readonly compiled: Compiled;
  readonly files: readonly EmittedFile[];
}

/** The emitted Verilog of a design that has its handshake. */
export function emitted(compiled: Compiled, benchRows = 0): Emitted {
  const vectors = benchVectors(compiled, rowsOf(compiled, benchRows), benchRows);
  return { compiled, files: emit(compiled, [verilogBackend], vectors) };
}

export interface Run {
  readonly transcript?: Transcript;
  readonly verdict?: StreamVerdict;
  /** Code of the error with which the simulation ended, where it did. */
  readonly error?: string;
}

/** The design with its clock enable as an input: executors have none. */
function gated(netlists: NetDesign, enable: string): NetDesign {
  const b = new NetBuilder();
  const top = topOf(netlists);
  const inputs = new Map(top.inputs.map((p) => [p.name, b.input(p.name, p.width)] as const));
  const results = b.instance(top, 'gated', inputs, b.input(enable, 1));
  for (const port of top.outputs) b.output(port.name, results.get(port.name) as Net);
  return { modules: [...netlists.modules, b.finish(`${top.name}_gated`)] };
}

/** What the netlist of a wrapped design does, executed by the interpreter. */
export function interpretedRun(compiled: Compiled, traffic: Traffic, count: number): Promise<Transcript> {
  const { netlists, manifest } = compiled;
  const layout = streamLayout(manifest);
  const model = interpret(layout.enable === undefined ? netlists : gated(netlists, layout.enable));
  const { input, output } = layout;
  const at = (name: string) => model.outputs.findIndex((p) => p.name === name);
  const dut: Dut = {
    inputWords: rowWords(input.wires),
    outputWords: rowWords(output.wires),
    cycle({ reset, valid, ready, data }) {
      const words = new Map(input.wires.map((wire, k) => [wire.name, unpackRow(input.wires, data, 0)[k]]));
      words.set(input.valid, valid ? 1n : 0n);
      for (const name of [output.ready, layout.enable]) if (name) words.set(name, ready ? 1n : 0n);
      const given = model.inputs.map((p) => words.get(p.name) as bigint);
      const results = model.step(given);
      if (reset) model.reset();
      const row = packRows(output.wires, [output.wires.map((wire) => results[at(wire.name)])]);
      return {
        ready: input.ready ? results[at(input.ready)] === 1n : layout.enable === undefined || ready,
        valid: results[at(output.valid)] === 1n,
        data: row,
      };
    },
  };
  const rows = toWires(input, rowsOf(compiled, count), count);
  return driveStream(dut, rows, count, possible(traffic, layout), layout, async () => {});
}

/** What a run over the rows that all runs have says of the design. */
export function verdictOf(compiled: Compiled, traffic: Traffic, count: number, transcript: Transcript): StreamVerdict {
  const golden = goldenOf(compiled);
  const rows = rowsOf(compiled, count);
  const stride = rows.length / count;
  const expected = (from: number, to: number) => {
    golden.reset();
    return golden.run(rows.subarray(from * stride, to * stride), to - from);
  };
  const steady = traffic.gap + traffic.stall + traffic.reset === 0;
  return judge({ layout: streamLayout(compiled.manifest), count, transcript, expected, steady });
}

/** Runs files under a simulator, one run for each traffic, and judges what was seen. */
export async function streamRuns(
  { compiled, files }: Emitted,
  simulator: Simulator,
  traffics: readonly Traffic[],
  count: number,
): Promise<Run[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-'));
  try {
    const directory = join(folder, 'build');
    writeFolder(directory, files);
    const manifest: Manifest = JSON.parse((files.find((f) => f.path === 'manifest.json') as EmittedFile).text);
    const simulation = await simulator.build({ manifest, directory });
    const rows = rowsOf(compiled, count);
    const { stream } = simulation;
    if (!stream) throw new Error('a handshake is streamed');
    const run = async (traffic: Traffic): Promise<Run> => {
      const transcript = await stream(rows, count, traffic);
      return { transcript, verdict: verdictOf(compiled, traffic, count, transcript) };
    };
    const runs: Run[] = [];
    for (const traffic of traffics)
      runs.push(
        await run(traffic).catch((error: unknown) => {
          if (!(error instanceof CosimError)) throw error;
          return { error: error.diagnostic.code };
        }),
      );
    await simulation.dispose();
    return runs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
