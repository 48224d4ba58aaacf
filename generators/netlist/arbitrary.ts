/** Random netlists and words for property tests. Every operation, width mix, state and hierarchy comes up. */
import fc from 'fast-check';
import { type Net, NetBuilder } from './builder.ts';
import type { NetDesign, Netlist } from './netlist.ts';

/** Where executors change their way: bits, bytes, int32, uint32, exact doubles, 64-bit bigints, several words. */
export const EDGE_WIDTHS = [1, 2, 7, 31, 32, 33, 53, 54, 64, 65, 128] as const;

/** One step of a recipe: which operation, on which of the nets so far, at which width. Any numbers make a valid step. */
interface Step {
  readonly op: number;
  readonly picks: readonly number[];
  readonly width: number;
  readonly word: bigint;
}

export interface RandomOptions {
  readonly widths?: readonly number[];
  readonly steps?: number;
  readonly inputs?: number;
  readonly registers?: boolean;
  /** Some of them without an initial value. */
  readonly unreset?: boolean;
  readonly instances?: boolean;
  /** `cleared`: they fill themselves with zeros first, and nothing is read before. Otherwise, words are read unwritten, too. */
  readonly memories?: 'cleared' | 'uncleared';
}

export function arbitraryDesign(options: RandomOptions = {}): fc.Arbitrary<NetDesign> {
  const { widths = EDGE_WIDTHS, steps = 24, inputs = 3, registers = true } = options;
  const { unreset = false, instances = true, memories } = options;
  const step: fc.Arbitrary<Step> = fc.record({
    op: fc.nat(1000),
    picks: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
    width: fc.constantFrom(...widths),
    word: arbitraryWord(128),
  });
  const init = arbitraryWord(128);
  const body = fc.record({
    inputs: fc.array(fc.constantFrom(...widths), { minLength: 1, maxLength: inputs }),
    registers: registers
      ? fc.array(
          fc.record({
            width: fc.constantFrom(...widths),
            init: unreset ? fc.option(init, { nil: undefined }) : init,
            next: fc.nat(1000),
          }),
          {
            maxLength: 3,
          },
        )
      : fc.constant([]),
    memories: memories ? fc.array(arbitraryMemory(widths, memories === 'cleared'), { maxLength: 2 }) : fc.constant([]),
    steps: fc.array(step, { minLength: 1, maxLength: steps, size: 'max' }),
  });
  const children = instances ? fc.array(body, { maxLength: 2 }) : fc.constant([]);
  return fc.record({ children, top: body }).map(({ children, top }) => {
    const modules: Netlist[] = [];
    for (const [i, child] of [...children, top].entries()) modules.push(cook(child, `m${i}`, [...modules]));
    return { modules };
  });
}

/** Few words, so that what is written is read again. */
function arbitraryMemory(widths: readonly number[], cleared: boolean): fc.Arbitrary<Memory> {
  const pick = fc.nat(1000);
  const fields = { read: pick, enable: pick, address: pick, data: pick, wide: fc.boolean() };
  const whole = { ...fields, cleared: fc.constant(cleared) };
  return fc.record({ width: fc.constantFrom(...widths), depth: fc.integer({ min: 1, max: 6 }), ...whole });
}

/** Words of a width, corners as likely as all others together. */
export function arbitraryWord(width: number): fc.Arbitrary<bigint> {
  const all = (1n << BigInt(width)) - 1n;
  const half = 1n << BigInt(width - 1);
  const corners = [0n, 1n, all, half, half - 1n, half + 1n, all - 1n].map((x) => BigInt.asUintN(width, x));
  return fc.oneof(
    fc.constantFrom(...corners),
    fc.bigInt(0n, all),
    fc.nat(7).map((x) => BigInt.asUintN(width, BigInt(x))),
  );
}

/** Rows of input words for a module. */
export function arbitraryRows(ports: readonly { readonly width: number }[], count = 12): fc.Arbitrary<bigint[][]> {
  return fc.array(fc.tuple(...ports.map((p) => arbitraryWord(p.width))), { minLength: count, maxLength: count });
}

/** A design and rows of words for it. */
export function arbitraryRun(options: RandomOptions = {}): fc.Arbitrary<{ design: NetDesign; rows: bigint[][] }> {
  return arbitraryDesign(options).chain((design) =>
    arbitraryRows(design.modules[design.modules.length - 1].inputs).map((rows) => ({ design, rows })),
  );
}

interface Recipe {
  readonly inputs: readonly number[];
  readonly registers: readonly { readonly width: number; readonly init: bigint | undefined; readonly next: number }[];
  readonly memories: readonly Memory[];
  readonly steps: readonly Step[];
}

/** Operands are picked from the nets so far, for the address to read, and from all of them, for what is written. */
interface Memory {
  readonly width: number;
  readonly depth: number;
  readonly read: number;
  readonly enable: number;
  readonly address: number;
  readonly data: number;
  /** Whether addresses have more bits than it takes to name all words. */
  readonly wide: boolean;
  readonly cleared: boolean;
}

function cook(recipe: Recipe, name: string, children: readonly Netlist[]): Netlist {
  const b = new NetBuilder();
  const nets = recipe.inputs.map((width, i) =>
    b.input(`in${i}`, width, i === 0 ? `ufixed<${width},${width}>` : undefined),
  );
  const registers = recipe.registers.map((r, i) => b.reg(r.width, r.init, `state${i}`));
  nets.push(...registers);
  const setWrites = recipe.memories.map((memory, i) => placeMemory(b, memory, nets, i === 0 ? 'lines' : undefined));
  for (const [i, step] of recipe.steps.entries()) {
    const made = perform(b, step, nets, children, i);
    if (step.op % 5 === 0) b.named(made[0], `n${i}`, step.op % 2 ? 'a "note", \\ odd' : undefined);
    nets.push(...made);
  }
  for (const [i, register] of registers.entries())
    b.setNext(register, resized(b, nets[recipe.registers[i].next % nets.length], register.width, 0));
  for (const setWrite of setWrites) setWrite();
  for (const [i, net] of nets.slice(-3).entries()) b.output(`out${i}`, net);
  return b.finish(name);
}

/** Appends what is read from a memory to the nets; the answer sets what is written, once all nets are there. */
function placeMemory(b: NetBuilder, memory: Memory, nets: Net[], name: string | undefined): () => void {
  const { width, depth, wide, cleared } = memory;
  const bits = Math.max(1, Math.ceil(Math.log2(depth))) + (wide ? 2 : 0);
  const pick = (n: number, to: number) => resized(b, nets[n % nets.length], to, n);
  const word = b.ram(width, depth, pick(memory.read, bits), name);
  const operands = () => [pick(memory.enable, 1), pick(memory.address, bits), pick(memory.data, width)] as const;
  if (!cleared) {
    nets.push(word);
    return () => b.setWrite(word, ...operands());
  }
  const cycle = b.reg(3, 0n);
  const ready = b.redand(cycle);
  b.setNext(cycle, b.add(cycle, b.zext(b.not(ready), 3)));
  nets.push(b.mux(ready, word, b.zero(width)));
  return () => {
    const [enable, address, data] = operands();
    const at = b.mux(ready, address, resized(b, cycle, bits, 0));
    b.setWrite(word, b.or(enable, b.not(ready)), at, b.mux(ready, data, b.zero(width)));
  };
}

/** The net at another width, by slicing from either end or extending either way. */
function resized(b: NetBuilder, net: Net, width: number, how: number): Net {
  if (net.width >= width) {
    const lo = how % 2 ? net.width - width : 0;
    return b.slice(net, lo + width - 1, lo);
  }
  return how % 2 ? b.sext(net, width) : b.zext(net, width);
}

function perform(b: NetBuilder, step: Step, nets: readonly Net[], children: readonly Netlist[], index: number): Net[] {
  const { width, picks } = step;
  const pick = (i: number) => nets[picks[i] % nets.length];
  const [x, y, z] = [0, 1, 2].map(pick);
  const how = picks[3];
  const [xw, yw, zw] = [x, y, z].map((net, i) => resized(b, net, width, how >> i));
  const question = resized(b, nets[how % nets.length], 1, 0);
  const operations: readonly (() => Net)[] = [
    () => b.const(width, step.word),
    () => b.add(xw, yw),
    () => b.sub(xw, yw),
    () => b.neg(xw),
    () => b.mulu(x, y, 1 + (how % (x.width + y.width))),
    () => b.inBlock(b.muls(x, y, 1 + (how % (x.width + y.width)))),
    () => b.mulu(xw, yw, width),
    () => b.muls(xw, resized(b, yw, Math.min(width, 26), 0)),
    () => b.and(xw, yw),
    () => b.or(xw, yw),
    () => b.xor(xw, yw),
    () => b.not(xw),
    () => b.eq(xw, yw),
    () => b.ltu(xw, yw),
    () => b.lts(xw, yw),
    () => b.shl(x, y),
    () => b.shru(x, y),
    () => b.shrs(x, y),
    () => b.shl(xw, resized(b, y, Math.min(8, y.width), 0)),
    () => b.shru(xw, resized(b, y, Math.min(8, y.width), 0)),
    () => b.shrs(xw, resized(b, y, Math.min(8, y.width), 0)),
    () => b.mux(resized(b, z, 1, how), xw, yw),
    () => b.concat(x, y),
    () => b.concat(x, y, z, b.const(3, step.word)),
    () => b.slice(x, x.width - 1 - (how % ((x.width + 1) >> 1)), how % ((x.width + 1) >> 1)),
    () => b.zext(x, x.width + width),
    () => b.sext(x, x.width + width),
    () => b.redand(x),
    () => b.redor(x),
    () => b.redxor(x),
    () => b.rom(resized(b, x, Math.min(x.width, 4), how), width, romTable(step, 2 ** Math.min(x.width, 4))),
    () => b.rom(x, width, romTable(step, 2 ** Math.min(x.width, 3))),
    () => b.add(xw, b.const(width, step.word)),
    () => b.and(xw, b.const(width, step.word)),
    () => b.mulu(xw, b.const(4, step.word), width),
    () => b.muls(xw, b.const(4, step.word), width),
    () => b.lts(xw, b.const(width, step.word)),
    () => b.shru(xw, b.const(7, step.word & 31n)),
    () => b.add(b.sext(xw, width + 1), b.sext(yw, width + 1)),
    // Shapes that the passes look for and that chance would rarely build.
    () => b.mux(question, xw, b.mux(question, yw, zw)),
    () => b.mux(question, b.mux(question, xw, yw), zw),
    () => b.mux(b.lts(xw, yw), xw, yw),
    () => b.mux(b.ltu(xw, b.const(width, step.word)), xw, b.const(width, step.word)),
    () => b.mux(b.not(b.lts(b.const(width, step.word), xw)), xw, b.const(width, step.word)),
    () => b.mux(b.ltu(yw, b.zext(resized(b, xw, 1, how), width)), yw, xw),
    () => b.sub(b.neg(xw), b.concat(...(width > 3 ? [b.slice(yw, width - 4, 0), b.zero(3)] : [yw]))),
    () => b.shl(b.zext(xw, width + 9), resized(b, y, Math.min(3, y.width), 0)),
  ];
  const choice = step.op % (operations.length + 2);
  if (choice < operations.length) return [capped(b, operations[choice]())];
  if (children.length === 0) return [capped(b, b.concat(y, x))];
  const child = children[how % children.length];
  const operands = child.inputs.map((port, i) => [port.name, resized(b, pick(i), port.width, how)] as const);
  const gate = step.word % 3n === 0n ? question : undefined;
  return [...b.instance(child, `u${index}`, new Map(operands), gate).values()];
}

/** Widths add up from step to step; beyond this nothing new is met. */
function capped(b: NetBuilder, net: Net): Net {
  return net.width > 300 ? b.slice(net, 149, 0) : net;
}

function romTable({ word, op }: Step, most: number): bigint[] {
  return Array.from({ length: 1 + (op % most) }, (_, i) => (word * BigInt(2 * i + 1)) ^ BigInt(i));
}
