/** The top module of a streamed network: its stages, and a FIFO before whatever takes a tensor. */
import { sizeOf } from '../layers/tensor.ts';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import type { Netlist } from '../netlist/netlist.ts';
import type { Beats, Plan, Stage, Taken } from './plan.ts';
import { bitsOf, inputHandshake } from './stage.ts';
import { type Fifo, fifo } from './units/fifo.ts';
import { gearbox } from './units/gearbox.ts';

/** A stream between stages, or between one and the ports. */
export interface Link {
  /** `from` and `to` are inputs, stages or outputs by name; a stage with several inputs has its port behind a dot. */
  readonly from: string;
  readonly to: string;
  /** Bits of a beat. */
  readonly width: number;
  /** Beats of a row. */
  readonly beats: number;
}

/** Every link of a network, in the order of what takes it. */
export function linksOf({ stages, outputs }: Plan): Link[] {
  return [
    ...stages.flatMap((stage) => stage.inputs.map((input) => linkOf(input, takerOf(stage, input)))),
    ...outputs.map((output) => linkOf(output, output.port)),
  ];
}

function linkOf(taken: Taken, to: string): Link {
  return { from: taken.from, to, width: widthOf(taken), beats: sizeOf(taken.type.shape) / taken.n };
}

function takerOf(stage: Stage, { port }: Taken): string {
  return stage.inputs.length === 1 ? stage.name : `${stage.name}.${port}`;
}

const widthOf = (beats: Beats) => beats.n * bitsOf(beats);

/**
 * @param modules the module of each stage, in order
 * @param depths of the FIFO of each link
 */
export function assemble(plan: Plan, modules: readonly Netlist[], depths: readonly number[], name: string): Netlist {
  const b = new NetBuilder();
  const links = linksOf(plan);
  const inValid = b.input('in_valid', 1, 'the inputs hold a beat');
  const inputs = plan.inputs.map((i) => [i.name, b.input(i.name, widthOf(i), noteOf(i.n, plan.inputBeats))] as const);
  const receiver = b.input('out_ready', 1, 'the results are taken');
  const fifos = links.map(({ from, to, width }, i) =>
    b.scoped(`${from}_to_${to.replace('.', '_')}`, () => fifo(b, width, depths[i])),
  );
  const to = (name: string) => fifos[links.findIndex((l) => l.to === name)];
  const from = (name: string) => fifos.filter((_, i) => links[i].from === name);

  const first = inputs.flatMap(([name, data]) => from(name).map((fifo) => ({ fifo, data })));
  b.output('in_ready', fork(b, inValid, first), 'the beat is taken');
  for (const [s, stage] of plan.stages.entries()) {
    const takers = from(stage.name);
    const ports = stage.inputs.map((i) => ({
      ...inputHandshake(stage, i.port),
      port: i.port,
      fifo: to(takerOf(stage, i)),
    }));
    const given = ports.flatMap(({ valid, port, fifo }): [string, Net][] => [
      [valid, fifo.valid],
      [port, fifo.data],
    ]);
    const results = b.instance(modules[s], stage.name, new Map([...given, ['out_ready', allReady(b, takers)]]));
    for (const { ready, fifo } of ports) fifo.take(results.get(ready) as Net);
    const [valid, data] = ['out_valid', 'y'].map((port) => results.get(port) as Net);
    fork(
      b,
      valid,
      takers.map((fifo) => ({ fifo, data })),
    );
  }

  const results = plan.outputs.map((o) => ({
    ...o,
    stream: b.scoped(o.port, () => gearbox(b, to(o.port), bitsOf(o), o.n, o.taken)),
  }));
  const valids = results.map((r) => r.stream.valid);
  for (const [i, { stream }] of results.entries())
    stream.take(valids.reduce((a, v, j) => (i === j ? a : b.and(a, v)), receiver));
  b.output(
    'out_valid',
    valids.reduce((a, v) => b.and(a, v)),
    'the outputs hold results',
  );
  for (const { port, taken, stream } of results) b.output(port, stream.data, noteOf(taken, plan.outputBeats));
  return b.finish(name, 'free');
}

function noteOf(elements: number, beats: number): string {
  return `${elements} element${elements === 1 ? '' : 's'}, ${beats} beat${beats === 1 ? '' : 's'} a row`;
}

/** A beat goes to all that take it in one cycle, when all have room; the answer says so. */
function fork(b: NetBuilder, valid: Net, takers: readonly { readonly fifo: Fifo; readonly data: Net }[]): Net {
  const ready = takers.map((t) => t.fifo.ready);
  for (const [i, { fifo, data }] of takers.entries())
    fifo.push(
      ready.reduce((a, r, j) => (i === j ? a : b.and(a, r)), valid),
      data,
    );
  return allReady(
    b,
    takers.map((t) => t.fifo),
  );
}

function allReady(b: NetBuilder, fifos: readonly Fifo[]): Net {
  return fifos.map((f) => f.ready).reduce((a, r) => b.and(a, r));
}
