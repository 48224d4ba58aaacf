/** The module of a layer: its control, and its arithmetic as an instance. */
import { type Compiled, type CompileRequest, compile } from '../compile.ts';
import { widthOf } from '../formats/format.ts';
import { portType } from '../layers/tensor.ts';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import { type Netlist, topOf } from '../netlist/netlist.ts';
import { type Core, gateState, instantiate, travelling, validRegisters } from '../passes/interface/core.ts';
import { type Sequence, STEP_PORTS } from './folded.ts';
import type { Stage } from './plan.ts';
import type { Stream } from './stream.ts';
import { counter } from './units/count.ts';
import { gearbox } from './units/gearbox.ts';
import { windows } from './units/lines.ts';
import { replay } from './units/replay.ts';

/** A stage as a module, what it instantiates (children first), and its arithmetic as it was scheduled. */
export interface StageModules {
  readonly stage: Stage;
  readonly module: Netlist;
  readonly children: readonly Netlist[];
  readonly core: Compiled;
}

/** Handshake ports: those of the only input are plain `in_valid`, `in_ready`; several have the names of theirs before. */
export function inputHandshake(stage: Stage, port: string): { readonly valid: string; readonly ready: string } {
  const prefix = stage.inputs.length === 1 ? 'in' : port;
  return { valid: `${prefix}_valid`, ready: `${prefix}_ready` };
}

export function bitsOf({ type }: Pick<Stage['output'], 'type'>): number {
  return widthOf(portType(type).element);
}

export function stageModules(stage: Stage, request: CompileRequest | undefined): StageModules {
  const compiled = compile(stage.core, request);
  const { pipeline, state, manifest } = compiled;
  const core = gateState(topOf(pipeline), manifest.latency, state);
  const children = [...pipeline.modules.slice(0, -1), core.netlist];
  return { stage, module: stageModule(stage, core), children, core: compiled };
}

function stageModule(stage: Stage, core: Core): Netlist {
  const b = new NetBuilder();
  const given = stage.inputs.map((input) => {
    const { valid, ready } = inputHandshake(stage, input.port);
    const stream: Stream = {
      valid: b.input(valid, 1),
      data: b.input(input.port, input.n * bitsOf(input)),
      take: (taken) => b.output(ready, taken),
    };
    return b.scoped(stage.inputs.length === 1 ? undefined : input.port, () =>
      gearbox(b, stream, bitsOf(input), input.n, input.taken),
    );
  });
  const receiver = b.input('out_ready', 1);
  const operands = stage.window || stage.fold ? [arranged(b, given[0], stage)] : given;
  const { valid, data } = computed(b, stage, core, operands, receiver);
  b.output('out_valid', valid);
  b.output('y', data);
  return b.finish(stage.module, 'free');
}

/** What the arithmetic takes, beat by beat: windows of a picture, in parts and several times where the matrix is folded. */
function arranged(b: NetBuilder, input: Stream, { window, fold, inputs: [{ type, taken }] }: Stage): Stream {
  const bits = widthOf(portType(type).element);
  const seen = window ? b.scoped('lines', () => windows(b, input, bits, window)) : input;
  if (fold === undefined) return seen;
  const { places, simd, sequence } = fold;
  const ordered = window ? { ...seen, data: permuted(b, seen.data, bits, places) } : seen;
  const size = window ? places.length : taken;
  const parts = b.scoped('chunk', () => gearbox(b, ordered, bits, size, simd));
  return b.scoped('replay', () => replay(b, parts, sequence.columns, sequence.passes));
}

function permuted(b: NetBuilder, data: Net, bits: number, places: readonly number[]): Net {
  if (places.every((p, i) => p === i)) return data;
  return b.concat(...places.map((p) => b.slice(data, (p + 1) * bits - 1, p * bits)).toReversed());
}

/**
 * The arithmetic. It moves on where its last cycle holds no result, or one that is taken. A folded one counts its cycles
 * here, and only the last one of a group of rows gives a result.
 */
function computed(b: NetBuilder, { fold, inputs }: Stage, core: Core, operands: readonly Stream[], receiver: Net) {
  const { latency } = core;
  const valids = operands.map((o) => o.valid);
  const enters = b.named(
    valids.reduce((a, v) => b.and(a, v)),
    'enters',
  );
  const registers = validRegisters(b, latency);
  const counters = fold && sequenceCounters(b, fold.sequence);
  const ends = counters
    ? [counters.ends, ...Array.from({ length: latency }, (_, k) => b.reg(1, undefined, `ends_${k + 1}`))]
    : undefined;
  const present = [enters, ...registers][latency];
  const result = ends ? b.and(present, ends[latency]) : present;
  // Without stages `ready` must not wait for `valid`.
  const holds = latency === 0 ? ends?.[0] : result;
  const advance = b.named(holds ? b.or(receiver, b.not(holds)) : receiver, 'advance');
  const valid = travelling(b, enters, registers, advance);
  if (counters && ends) {
    travelling(b, ends[0], ends.slice(1), advance);
    counters.advance(b.named(b.and(advance, enters), 'works'));
  }
  for (const [i, operand] of operands.entries())
    operand.take(valids.reduce((a, v, j) => (i === j ? a : b.and(a, v)), advance));
  const data = new Map(inputs.map(({ port }, i) => [port, operands[i].data]));
  const outputs = instantiate(b, core, new Map([...data, ...(counters?.ports ?? [])]), valid, advance);
  return { valid: result, data: outputs.get('y') as Net };
}

/** Where in its sequence the arithmetic is. */
function sequenceCounters(b: NetBuilder, sequence: Sequence) {
  const { columns, rows } = sequence;
  const row = counter(b, rows, 'row', 'group of rows');
  const column = columns === 1 ? undefined : counter(b, columns, 'column', 'group of columns');
  const step = columns === 1 ? row : rows === 1 ? column : counter(b, columns * rows, 'step');
  const ends = column?.last ?? b.const(1, 1n);
  const words: Partial<Record<keyof typeof STEP_PORTS, Net>> = {
    step: step?.count,
    row: row.count,
    first: column && b.named(b.not(b.redor(column.count)), 'first'),
  };
  const ports = Object.entries(STEP_PORTS).flatMap(([port, states]): [string, Net][] =>
    states(sequence) > 1 ? [[port, words[port as keyof typeof STEP_PORTS] as Net]] : [],
  );
  return {
    ends,
    ports,
    advance: (moves: Net) => {
      row.advance(b.and(moves, ends));
      column?.advance(moves);
      if (step !== row && step !== column) step?.advance(moves);
    },
  };
}
