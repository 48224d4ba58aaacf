/**
 * Designs whose rows take several transfers, written by hand as netlists: inputs and results of one beat or of many, state from
 * row to row, results that leave before their row is complete, and an initiation interval above the number of beats.
 */
import { type Compiled, compile } from '../../generators/compile.ts';
import { widthOf } from '../../generators/formats/format.ts';
import { type Design, design, fixed, uint, vector } from '../../generators/index.ts';
import { inputsOf, outputsOf, type Port } from '../../generators/ir/ir.ts';
import type { ManifestChannel } from '../../generators/manifest.ts';
import { type Net, NetBuilder } from '../../generators/netlist/builder.ts';
import { clockingOf } from '../../generators/netlist/netlist.ts';
import { pack, packedFields, packedWidth, unpack } from '../../generators/passes/interface/packing.ts';

type Words = ReadonlyMap<string, Net>;

/** What the datapath makes of the sender's and the receiver's side in a cycle. */
interface Flow {
  readonly ready: Net;
  readonly valid: Net;
  /** Whether the beat that is offered is the last one of its row. */
  readonly last: Net;
  readonly results: Words;
}

interface BeatDesign {
  readonly design: Design;
  readonly inBeats: number;
  readonly outBeats: number;
  readonly ii: number;
  readonly latency: number;
  flow(b: NetBuilder, valid: Net, inputs: Words, ready: Net): Flow;
}

const counterBits = (states: number) => Math.max(1, Math.ceil(Math.log2(states)));
const flag = (b: NetBuilder, name: string) => b.reg(1, 0n, name);
const net = (words: Words, name: string) => words.get(name) as Net;

/** The sum of all elements so far: 4 beats of 2 elements of `x` and one of `s`, 1 beat of results, a beat in every cycle. */
const total: BeatDesign = {
  design: design(
    'total',
    { inputs: { x: vector(8, uint(5)), s: vector(4, fixed(3, 3)) }, outputs: { y: fixed(11, 11), parity: uint(1) } },
    ({ x, s }, d) => {
      const running = d.register('running', fixed(11, 11));
      const sum = d.sum([running, ...x, ...s]).cast(fixed(11, 11));
      running.next(sum);
      return { y: sum, parity: x.at(7).bit(0) };
    },
  ),
  inBeats: 4,
  outBeats: 1,
  ii: 4,
  latency: 4,
  flow(b, valid, inputs, receiver) {
    const [running, parity] = [b.reg(11, 0n, 'running'), b.reg(1, undefined, 'parity_bit')];
    const count = b.reg(2, 0n, 'count');
    const full = flag(b, 'full');
    const result = b.reg(11, undefined, 'result');
    const lastIn = b.eq(count, b.const(2, 3));
    const ready = b.or(b.or(b.not(lastIn), b.not(full)), receiver);
    const accept = b.named(b.and(valid, ready), 'accept');
    const x = net(inputs, 'x');
    const parts = [b.slice(x, 4, 0), b.slice(x, 9, 5)].map((e) => b.zext(e, 11));
    const sum = [...parts, b.sext(net(inputs, 's'), 11)].reduce((a, e) => b.add(a, e), running);
    const ends = b.and(accept, lastIn);
    b.setNext(running, b.mux(accept, sum, running));
    b.setNext(count, b.mux(accept, b.add(count, b.const(2, 1)), count));
    b.setNext(result, b.mux(ends, sum, result));
    b.setNext(parity, b.mux(ends, b.bit(x, 5), parity));
    b.setNext(full, b.or(ends, b.and(full, b.not(receiver))));
    return {
      ready,
      valid: full,
      last: b.const(1, 1),
      results: new Map([
        ['y', result],
        ['parity', parity],
      ]),
    };
  },
};

/** Elements one more, as they come: 3 beats in and 3 out, each behind one register. */
const increment: BeatDesign = {
  design: design(
    'increment',
    { inputs: { x: vector(3, fixed(33, 33)) }, outputs: { y: vector(3, fixed(33, 33)) } },
    ({ x }, d) => ({ y: x.map((e) => e.add(d.const(1, fixed(2, 2))).cast(fixed(33, 33))) }),
  ),
  inBeats: 3,
  outBeats: 3,
  ii: 3,
  latency: 3,
  flow(b, valid, inputs, receiver) {
    const full = flag(b, 'full');
    const word = b.reg(33, undefined, 'word');
    const ready = b.or(b.not(full), receiver);
    const accept = b.named(b.and(valid, ready), 'accept');
    const left = b.reg(2, 0n, 'left');
    const last = b.eq(left, b.const(2, 2));
    b.setNext(full, b.mux(ready, valid, full));
    b.setNext(word, b.mux(accept, b.add(net(inputs, 'x'), b.const(33, 1)), word));
    const leaves = b.and(full, receiver);
    b.setNext(left, b.mux(leaves, b.mux(last, b.zero(2), b.add(left, b.const(2, 1))), left));
    return { ready, valid: full, last, results: new Map([['y', word]]) };
  },
};

/** A row is stored, looked at for some cycles and then answered: beats in, pause and beats out do not overlap. */
function stored(pause: number, answer: (b: NetBuilder, x: readonly Net[], beat: number) => Words) {
  return function flow(this: BeatDesign, b: NetBuilder, valid: Net, inputs: Words, receiver: Net): Flow {
    const phases = this.inBeats + pause + this.outBeats;
    const bits = counterBits(phases);
    const phase = b.reg(bits, 0n, 'phase');
    const is = (k: number) => b.eq(phase, b.const(bits, k));
    const ready = b.named(b.ltu(phase, b.const(bits, this.inBeats)), 'filling');
    const offers = b.named(b.not(b.ltu(phase, b.const(bits, this.inBeats + pause))), 'answering');
    const last = is(phases - 1);
    const moves = b.named(b.mux(ready, valid, b.or(b.not(offers), receiver)), 'moves');
    const beats = Array.from({ length: this.inBeats }, (_, k) => {
      const register = b.reg(net(inputs, 'x').width, undefined, `beat_${k}`);
      b.setNext(register, b.mux(is(k), net(inputs, 'x'), register));
      return register;
    });
    b.setNext(phase, b.mux(moves, b.mux(last, b.zero(bits), b.add(phase, b.const(bits, 1))), phase));
    const answers = Array.from({ length: this.outBeats }, (_, k) => answer(b, beats, k));
    const results = new Map(
      [...answers[0].keys()].map((name) => {
        const words = answers.map((a) => net(a, name));
        const chosen = words.reduceRight((rest, word, k) => b.mux(is(this.inBeats + pause + k), word, rest));
        return [name, chosen] as const;
      }),
    );
    return { ready, valid: offers, last, results };
  };
}

/** 1 beat in, 3 out, after so long that resets have to be rare. */
const spread: BeatDesign = {
  design: design('spread', { inputs: { x: uint(6) }, outputs: { y: vector(3, uint(6)) } }, ({ x }, d) => ({
    y: d.vector([x, x.not(), x.xor(d.const(21n, uint(6)))]),
  })),
  inBeats: 1,
  outBeats: 3,
  ii: 24,
  latency: 23,
  flow: stored(20, (b, [x], k) => new Map([['y', [x, b.not(x), b.xor(x, b.const(6, 21))][k]]])),
};

/** x[i] + x[3 - i]: 4 beats of an element in, 2 beats of two elements out, an interval of 7. */
const fold: BeatDesign = {
  design: design(
    'fold',
    { inputs: { x: vector(4, fixed(7, 4)) }, outputs: { y: vector(4, fixed(8, 5)), z: vector(2, uint(7)) } },
    ({ x }, d) => ({
      y: d.vector([0, 1, 2, 3].map((i) => x.at(i).add(x.at(3 - i)))),
      z: d.vector([x.at(0).slice(6, 0), x.at(2).slice(6, 0)]),
    }),
  ),
  inBeats: 4,
  outBeats: 2,
  ii: 7,
  latency: 6,
  flow: stored(1, (b, x, k) => {
    const sum = (i: number) => b.add(b.sext(x[i], 8), b.sext(x[3 - i], 8));
    return new Map([
      ['y', b.concat(sum(2 * k + 1), sum(2 * k))],
      ['z', x[2 * k]],
    ]);
  }),
};

/** What one of so many beats of a port holds. */
function beatPort({ name, type }: Port, beats: number): Port {
  if (type.kind !== 'vector') return { name, type };
  const length = type.length / beats;
  return { name, type: length === 1 ? type.element : { ...type, length } };
}

/** The design behind a handshake; everything outside the hardware goes by its manifest. */
function behind(of: BeatDesign, handshake: 'ready' | 'axis'): Compiled {
  const compiled = compile(of.design);
  const ports = (of_: readonly Port[], beats: number) => of_.map((p) => beatPort(p, beats));
  const inputs = ports(inputsOf(compiled.design), of.inBeats);
  const outputs = ports(outputsOf(compiled.design), of.outBeats);
  const b = new NetBuilder();
  const channels = handshake === 'ready' ? readyPorts(b, of, inputs, outputs) : axisPorts(b, of, inputs, outputs);
  const netlist = b.finish(compiled.manifest.top, handshake === 'ready' ? 'free' : 'axi');
  const { clock, reset, resetLevel } = clockingOf(netlist);
  const manifestPort = (direction: 'input' | 'output', beats: number) => (p: Port) => {
    const whole = compiled.manifest.ports.find(({ name }) => name === p.name) as Compiled['manifest']['ports'][number];
    const elements = whole.elements === undefined ? {} : { elements: whole.elements / beats };
    return { ...whole, direction, width: widthOf(p.type), ...elements };
  };
  return {
    ...compiled,
    netlists: { modules: [netlist] },
    manifest: {
      ...compiled.manifest,
      ports: [...inputs.map(manifestPort('input', of.inBeats)), ...outputs.map(manifestPort('output', of.outBeats))],
      clock,
      reset: reset ?? null,
      reset_level: resetLevel,
      enable: null,
      handshake,
      channels,
      latency: of.latency,
      ii: of.ii,
    },
  };
}

type Channels = NonNullable<Compiled['manifest']['channels']>;

function readyPorts(b: NetBuilder, of: BeatDesign, inputs: readonly Port[], outputs: readonly Port[]): Channels {
  const valid = b.input('in_valid', 1);
  const words = new Map(inputs.map((p) => [p.name, b.input(p.name, widthOf(p.type))] as const));
  const flow = of.flow(b, valid, words, b.input('out_ready', 1));
  b.output('in_ready', flow.ready);
  b.output('out_valid', flow.valid);
  for (const { name } of outputs) b.output(name, net(flow.results, name));
  const channel = (prefix: string, beats: number): ManifestChannel => ({
    valid: `${prefix}_valid`,
    ready: `${prefix}_ready`,
    last: null,
    beats,
    data: null,
  });
  return { input: channel('in', of.inBeats), output: channel('out', of.outBeats) };
}

function axisPorts(b: NetBuilder, of: BeatDesign, inputs: readonly Port[], outputs: readonly Port[]): Channels {
  const [fieldsIn, fieldsOut] = [packedFields(inputs), packedFields(outputs)];
  const tdata = b.input('s_axis_tdata', packedWidth(fieldsIn));
  b.input('s_axis_tlast', 1);
  const valid = b.input('s_axis_tvalid', 1);
  const flow = of.flow(b, valid, unpack(b, fieldsIn, tdata), b.input('m_axis_tready', 1));
  b.output('s_axis_tready', flow.ready);
  b.output('m_axis_tvalid', flow.valid);
  b.output('m_axis_tlast', flow.last);
  b.output('m_axis_tdata', pack(b, fieldsOut, flow.results));
  const channel = (prefix: string, beats: number, fields: typeof fieldsIn): ManifestChannel => ({
    valid: `${prefix}_tvalid`,
    ready: `${prefix}_tready`,
    last: `${prefix}_tlast`,
    beats,
    data: { name: `${prefix}_tdata`, width: packedWidth(fields), fields },
  });
  return { input: channel('s_axis', of.inBeats, fieldsIn), output: channel('m_axis', of.outBeats, fieldsOut) };
}

const all = { total, increment, spread, fold };

/** By name and handshake. */
export const BEATS = Object.fromEntries(
  Object.entries(all).flatMap(([name, of]) =>
    (['ready', 'axis'] as const).map((handshake) => [`${name}, ${handshake}`, behind(of, handshake)] as const),
  ),
) as Record<`${keyof typeof all}, ${'ready' | 'axis'}`, Compiled>;
