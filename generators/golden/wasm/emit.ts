/**
 * A flat netlist as code for a machine. A word is carried as an integer that is congruent to it modulo 2^width, in a lane
 * of at least as many bits, which holds the integer modulo 2^bits. What is known of the integer is its range; so a word is
 * reduced to its unsigned or signed reading only where one is asked for.
 */
import { InternalError } from '../../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';
import {
  andRange,
  bitwiseRange,
  differenceRange,
  hull,
  productRange,
  type Range,
  shiftRange,
  signedRange,
  sumRange,
  unsignedRange,
  within,
} from '../range.ts';
import { isWire, type Piece, piecesOf } from '../wires.ts';
import { Code, memarg, type Value } from './code.ts';
import { type Binary, type Machine, SCALAR, type Shift, VECTORS } from './machine.ts';
import { load, type Stream, store } from './ports.ts';
import { readTable, writeTable } from './table.ts';

type NodeOf<Op extends NetNode['op']> = Extract<NetNode, { op: Op }>;

/** A word in the machine: where it is, and the range of the integer that it is. */
interface Word extends Range {
  readonly value: Value;
  /** Where its bits come from, for who wants few of them: it is `word` shifted down by `lo`. */
  readonly of?: { readonly word: Word; readonly lo: number };
  /** The word whose bits are all the others. */
  readonly complement?: Word;
}

/** One bit, in every place of a lane. */
const MASK: Range = { lo: -1n, hi: 0n };

/** Where things are in memory. */
export interface Layout {
  readonly inputs: readonly Stream[];
  readonly outputs: readonly Stream[];
  /** Address of the word of each register, and of the first one of each memory. */
  readonly state: ReadonlyMap<NodeId, number>;
  readonly tables: ReadonlyMap<NodeId, number>;
}

/** The machine with the narrowest words that carry this netlist; none where words of more than 64 bits are computed. */
export function machineFor(flat: Netlist): Machine | undefined {
  const multiplies = flat.nodes.some((node) => node.op === 'mulu' || node.op === 'muls');
  const machines = flat.sequential ? SCALAR : [...VECTORS, ...SCALAR];
  return machines.find(
    (machine) =>
      (!multiplies || machine.binary.mul.length > 0) && flat.nodes.every((node) => fits(flat, node, machine)),
  );
}

function fits({ nodes }: Netlist, node: NetNode, { bits }: Machine): boolean {
  if (isWire(node)) return true;
  const addresses = node.op === 'rom' ? node.args : node.op === 'ram' ? [...node.args, node.writeAddress] : [];
  if (addresses.some((address) => nodes[address].width > 31)) return false;
  return node.width <= bits && node.args.every((arg) => nodes[arg].width <= bits);
}

export function emitCode(flat: Netlist, machine: Machine, layout: Layout): Code {
  return new Emitter(flat, machine, layout).emit();
}

class Emitter {
  readonly #flat: Netlist;
  readonly #nodes: readonly NetNode[];
  readonly #machine: Machine;
  readonly #layout: Layout;
  readonly #code = new Code();
  readonly #words: (Word | undefined)[] = [];
  readonly #constants = new Map<bigint, Word>();
  /** Readings and shifts that were made already. */
  readonly #known = new Map<string, Word>();
  readonly #streams: ReadonlyMap<NodeId, Stream>;

  constructor(flat: Netlist, machine: Machine, layout: Layout) {
    this.#flat = flat;
    this.#nodes = flat.nodes;
    this.#machine = machine;
    this.#layout = layout;
    this.#streams = new Map(flat.inputs.map((port, k) => [port.node, layout.inputs[k]]));
  }

  emit(): Code {
    for (const [id, node] of this.#nodes.entries())
      if (this.#carried(node)) this.#words[id] = this.#settled(node, this.#node(node, id));
    for (const [k, port] of this.#flat.outputs.entries()) this.#output(port.node, this.#layout.outputs[k]);
    for (const [id, at] of this.#layout.state) {
      const node = this.#nodes[id];
      if (node.op === 'ram') this.#write(node, at);
      else if (node.op === 'reg') {
        const word = this.#signed(this.#any(node.next), node.width);
        this.#code.perform(...[0x41, 0], word.value, ...this.#machine.spill.store, ...memarg(at));
      }
    }
    return this.#code;
  }

  /** Bits of vectors are masks: comparisons leave them, and what selects or is spread takes them. */
  #settled({ width }: NetNode, word: Word): Word {
    return width === 1 && this.#machine.truth === -1n ? { ...this.#signed(word, 1), of: word.of } : word;
  }

  #carried = (node: NetNode): boolean => node.width <= this.#machine.bits;

  // -- words
  /** The result of some code; a range that the lane cannot tell apart from others is widened to what the lane holds. */
  #word(value: Value, range: Range): Word {
    const { bits } = this.#machine;
    const told = within(range, signedRange(bits)) || within(range, unsignedRange(bits));
    return { value, ...(told ? range : unsignedRange(bits)) };
  }
  #constant(word: bigint): Word {
    const known = this.#constants.get(word);
    if (known) return known;
    const made = { value: this.#code.constant(this.#machine.constant(word)), lo: word, hi: word };
    this.#constants.set(word, made);
    return made;
  }
  #binary(op: Binary, a: Word, b: Word, range: Range): Word {
    return this.#word(this.#code.compute(a.value, b.value, ...this.#machine.binary[op]), range);
  }
  #shift(op: Shift, a: Word, n: number, range: Range): Word {
    return this.#word(this.#code.compute(a.value, ...this.#machine.shift(op, n)), range);
  }
  #memo(key: string, make: () => Word): Word {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }

  // -- readings
  /** The word of a carried node, whatever its reading. */
  #any(id: NodeId): Word {
    return this.#words[id] as Word;
  }
  #u(id: NodeId): Word {
    return this.#unsigned(this.#any(id), this.#nodes[id].width);
  }
  #s(id: NodeId): Word {
    return this.#signed(this.#any(id), this.#nodes[id].width);
  }
  /** The low `width` bits read without sign. */
  #unsigned(word: Word, width: number): Word {
    const range = unsignedRange(width);
    if (within(word, range)) return word;
    if (word.lo === word.hi) return this.#constant(BigInt.asUintN(width, word.lo));
    if (width === this.#machine.bits) return { value: word.value, ...range };
    return this.#memo(`${word.value} u ${width}`, () => this.#binary('and', word, this.#constant(range.hi), range));
  }
  /** The low `width` bits read as two's complement. */
  #signed(word: Word, width: number): Word {
    const range = signedRange(width);
    if (within(word, range)) return word;
    if (word.lo === word.hi) return this.#constant(BigInt.asIntN(width, word.lo));
    const { bits } = this.#machine;
    if (width === bits) return { value: word.value, ...range };
    const { word: source, lo } = word.of && word.of.lo + width <= bits ? word.of : { word, lo: 0 };
    return this.#memo(`${source.value} s ${lo} ${width}`, () => {
      const above = bits - lo - width;
      const top = above === 0 ? source : this.#shift('shl', source, above, signedRange(bits));
      return this.#shift('shrs', top, bits - width, range);
    });
  }
  /** One reading for words that are compared for equality: the signed one where all have it already. */
  #alike(...ids: readonly NodeId[]): Word[] {
    const range = signedRange(this.#nodes[ids[0]].width);
    const words = ids.map((id) => this.#any(id));
    return words.every((word) => within(word, range)) ? words : ids.map((id) => this.#u(id));
  }

  // -- nodes
  #node(node: NetNode, id: NodeId): Word {
    const [a, b, c] = node.args;
    switch (node.op) {
      case 'const':
        return this.#constant(node.value);
      case 'add':
      case 'sub':
        return this.#sum(node.op, this.#any(a), this.#any(b));
      case 'neg':
        return this.#sum('sub', this.#constant(0n), this.#any(a));
      case 'mulu':
      case 'muls':
        return this.#product(node);
      case 'and':
      case 'or':
      case 'xor':
        return this.#bitwise(node.op, this.#any(a), this.#any(b));
      case 'not':
        return this.#not(this.#any(a));
      case 'eq': {
        const [x, y] = this.#alike(a, b);
        return this.#compare('eq', x, y);
      }
      case 'ltu':
        return this.#less(this.#u(a), this.#u(b));
      case 'lts':
        return this.#less(this.#s(a), this.#s(b));
      case 'shl':
        return this.#shifted('shl', this.#any(a), b, node.width);
      case 'shru':
        return this.#shifted('shru', this.#u(a), b, node.width);
      case 'shrs':
        return this.#shifted('shrs', this.#s(a), b, node.width);
      case 'mux':
        return this.#mux(this.#any(a), this.#any(b), this.#any(c));
      case 'input':
      case 'concat':
      case 'slice':
        return this.#wires(node, id);
      case 'zext':
        return this.#u(a);
      case 'sext':
        return this.#s(a);
      case 'redand': {
        const [word] = this.#alike(a);
        return this.#compare('eq', word, this.#constant(word.lo < 0n ? -1n : unsignedRange(this.#nodes[a].width).hi));
      }
      case 'redor': {
        const [word] = this.#alike(a);
        return this.#unlike(word, this.#constant(0n));
      }
      case 'redxor':
        return this.#parity(this.#u(a), this.#nodes[a].width);
      case 'rom': {
        const complete = node.table.length === 2 ** this.#nodes[a].width;
        const range = hull([...node.table, ...(complete ? [] : [0n])].map((x) => ({ lo: x, hi: x })));
        return this.#entry(this.#layout.tables.get(id) as number, a, node.table.length, range);
      }
      case 'ram':
        return this.#entry(this.#layout.state.get(id) as number, a, node.depth, unsignedRange(node.width));
      case 'reg': {
        const at = memarg(this.#layout.state.get(id) as number);
        const word = this.#code.compute(0x41, 0, ...this.#machine.spill.load, ...at);
        return this.#word(word, signedRange(node.width));
      }
      case 'instance':
      case 'instance_output':
        throw new InternalError('a flat netlist has no instances');
    }
  }

  #sum(op: 'add' | 'sub', a: Word, b: Word): Word {
    return this.#binary(op, a, b, op === 'add' ? sumRange(a, b) : differenceRange(a, b));
  }

  /** The low bits of a product depend on the low bits of its factors alone, whatever the reading. */
  #product({ op, args, width }: NodeOf<'mulu' | 'muls'>): Word {
    const low = args.every((arg) => width <= this.#nodes[arg].width);
    const [a, b] = args.map((arg) => (low ? this.#any(arg) : op === 'mulu' ? this.#u(arg) : this.#s(arg)));
    return this.#binary('mul', a, b, productRange(a, b));
  }

  #bitwise(op: 'and' | 'or' | 'xor', a: Word, b: Word): Word {
    if (op === 'and' && this.#machine.butNot.length > 0) {
      if (b.complement) return this.#butNot(a, b.complement);
      if (a.complement) return this.#butNot(b, a.complement);
    }
    return this.#binary(op, a, b, op === 'and' ? andRange(a, b) : bitwiseRange(a, b));
  }

  /** What of the first word the second one has not. */
  #butNot(a: Word, b: Word): Word {
    if (b.complement) return this.#bitwise('and', a, b.complement);
    const range = andRange(a, { lo: -1n - b.hi, hi: -1n - b.lo });
    return this.#word(this.#code.compute(a.value, b.value, ...this.#machine.butNot), range);
  }

  #not(a: Word): Word {
    if (a.complement) return a.complement;
    const made = this.#binary('xor', a, this.#constant(-1n), { lo: -1n - a.hi, hi: -1n - a.lo });
    return { ...made, complement: a };
  }

  /** Vectors compare for equality only; its complement is then seen as such. */
  #unlike(a: Word, b: Word): Word {
    return this.#machine.truth === -1n ? this.#not(this.#compare('eq', a, b)) : this.#compare('ne', a, b);
  }
  #compare(op: 'eq' | 'ne' | 'lts' | 'ltu', a: Word, b: Word): Word {
    const { truth } = this.#machine;
    return this.#binary(op, a, b, hull([this.#constant(0n), { lo: truth, hi: truth }]));
  }
  #less(a: Word, b: Word): Word {
    const range = signedRange(this.#machine.bits);
    return this.#compare(within(a, range) && within(b, range) ? 'lts' : 'ltu', a, b);
  }

  /** Blended by a mask: data rarely lets a branch be predicted, and vectors have no branches. */
  #mux(select: Word, one: Word, zero: Word): Word {
    if (select.lo === select.hi) return (select.lo & 1n) === 1n ? one : zero;
    if (one.value === zero.value) return one;
    if (select.complement) return this.#mux(select.complement, zero, one);
    const mask = this.#signed(select, 1);
    const { select: blend } = this.#machine;
    if (blend.length > 0)
      return this.#word(this.#code.compute(one.value, zero.value, mask.value, ...blend), hull([one, zero]));
    const [x, y] = [this.#code.compute(one.value, zero.value, ...this.#machine.binary.xor), zero.value];
    const blended = this.#code.compute(x, mask.value, ...this.#machine.binary.and, y, ...this.#machine.binary.xor);
    return this.#word(blended, hull([one, zero]));
  }

  /**
   * A shift by a word, as a stage for each bit of the amount that matters: vectors have no shift by a vector, and scalar
   * ones take the amount modulo their width.
   */
  #shifted(op: Shift, word: Word, amount: NodeId, width: number): Word {
    const bits = this.#nodes[amount].width;
    const stages = Math.min(bits, Math.ceil(Math.log2(width)));
    let result = word;
    for (let k = 0; k < stages; k++) {
      const select = this.#bits({ node: amount, lo: k, width: 1 });
      result = this.#mux(select, this.#by(op, result, 2 ** k), result);
    }
    if (bits <= stages) return result;
    const rest = this.#unsigned(this.#bits({ node: amount, lo: stages, width: bits - stages }), bits - stages);
    const beyond = this.#unlike(rest, this.#constant(0n));
    const gone = op === 'shrs' ? this.#by('shrs', word, this.#machine.bits - 1) : this.#constant(0n);
    return this.#mux(beyond, gone, result);
  }
  /** A shift by a constant; words of one bit have no stages, so n is below the bits of the machine. */
  #by(op: Shift, word: Word, n: number): Word {
    if (n === 0) return word;
    if (op !== 'shl') return this.#down(word, n);
    return this.#shift('shl', word, n, { lo: word.lo << BigInt(n), hi: word.hi << BigInt(n) });
  }
  /** floor(word / 2^n): zeros or signs come in as the range of the word has them. */
  #down(word: Word, n: number): Word {
    if (n === 0) return word;
    const { bits } = this.#machine;
    // A mask is its bit in every place, not what it was cut from shifted down.
    if (word.of && !within(word, MASK) && word.of.lo + n < bits) return this.#down(word.of.word, word.of.lo + n);
    const range = shiftRange(word, n);
    if (range.lo === range.hi) return this.#constant(range.lo);
    const made = this.#memo(`${word.value} ${word.lo < 0n ? 'a' : 'l'} ${n}`, () =>
      this.#shift(word.lo < 0n ? 'shrs' : 'shru', word, n, range),
    );
    return { ...made, of: { word, lo: n } };
  }

  #parity(word: Word, width: number): Word {
    let folded = word;
    for (let half = 2 ** Math.ceil(Math.log2(width)) / 2; half >= 1; half /= 2)
      folded = this.#bitwise('xor', folded, this.#down(folded, half));
    return folded;
  }

  /** The word of the table at address `at` of memory; `range` is that of all its `size` words, and of a zero if it is short. */
  #entry(at: number, address: NodeId, size: number, range: Range): Word {
    // Behind the last word of a table stands a zero, for all addresses past it.
    const index = this.#index(address, size, size);
    return this.#word(readTable(this.#code, this.#machine, at, index.value), range);
  }
  /** The address where it is below `size`, else the index `past`. */
  #index(id: NodeId, size: number, past: number): Word {
    const address = this.#u(id);
    if (size === 2 ** this.#nodes[id].width) return address;
    return this.#mux(this.#less(address, this.#constant(BigInt(size))), address, this.#constant(BigInt(past)));
  }
  /** Every cycle writes: into a word behind the zero where nothing is to be kept. */
  #write({ depth, width, enable, writeAddress, data }: NodeOf<'ram'>, at: number): void {
    const spare = depth + 1;
    const index = this.#index(writeAddress, depth, spare);
    const where = this.#mux(this.#any(enable), index, this.#constant(BigInt(spare)));
    const word = this.#unsigned(this.#any(data), width);
    writeTable(this.#code, this.#machine, at, where.value, word.value);
  }

  // -- wires
  #wires(node: NodeOf<'input' | 'concat' | 'slice'>, id: NodeId): Word {
    if (node.op === 'input') return this.#bitsOfInput({ node: id, lo: 0, width: node.width });
    if (node.op === 'slice') return this.#bits({ node: node.args[0], lo: node.lo, width: node.width });
    return this.#join(
      node.args.flatMap((arg) => this.#pieces({ node: arg, lo: 0, width: this.#nodes[arg].width })),
      node.width,
    );
  }
  #pieces(part: Piece): Piece[] {
    return piecesOf(this.#nodes, part, this.#carried);
  }
  /** Part of any node, at most as wide as the machine; whatever its reading. */
  #bits(part: Piece): Word {
    return this.#join(this.#pieces(part), part.width);
  }
  #piece(piece: Piece): Word {
    const word = this.#words[piece.node];
    if (word) return this.#down(word, piece.lo);
    const node = this.#nodes[piece.node];
    if (node.op === 'const') return this.#constant(BigInt.asUintN(piece.width, node.value >> BigInt(piece.lo)));
    return this.#bitsOfInput(piece);
  }
  /** Pieces side by side, the most significant first. */
  #join(pieces: readonly Piece[], width: number): Word {
    const [top, ...lower] = pieces;
    let place = width - top.width;
    let word = this.#by('shl', this.#piece(top), place);
    for (const piece of lower) {
      place -= piece.width;
      const part = this.#placed(this.#piece(piece), piece.width, place);
      if (part.hi === 0n) continue;
      // No bit of one is in the other, so that the or is a sum.
      word = this.#binary('or', word, part, { lo: word.lo, hi: word.hi + part.hi });
    }
    return word;
  }
  /** The low bits of a word at a place, with zeros around them. */
  #placed(word: Word, width: number, place: number): Word {
    const { hi } = unsignedRange(width);
    const range = { lo: 0n, hi: hi << BigInt(place) };
    const masked = (source: Word, at: number) =>
      this.#binary('and', source, this.#constant(hi << BigInt(at)), { lo: 0n, hi: hi << BigInt(at) });
    if (word.lo !== word.hi && within(word, MASK)) return this.#bitwise('and', this.#constant(range.hi), word);
    if (!word.of || word.of.lo + width > this.#machine.bits || within(word, { lo: 0n, hi }))
      return this.#by('shl', this.#unsigned(word, width), place);
    // Cut out where they are, and moved once.
    const { word: source, lo } = word.of;
    const cut = masked(source, lo);
    if (lo === place) return cut;
    return this.#shift(lo < place ? 'shl' : 'shru', cut, Math.abs(place - lo), range);
  }
  /** Part of an input, from memory; what lies beyond it in its column is not masked away. */
  #bitsOfInput({ node, lo, width }: Piece): Word {
    const { bits } = this.#machine;
    const stream = this.#streams.get(node) as Stream;
    const from = lo >>> 3;
    const skip = lo & 7;
    const exact = Math.min(bits, stream.bytes * 8);
    const first = this.#down(this.#word(load(this.#code, this.#machine, stream, from), unsignedRange(exact)), skip);
    if (skip + width <= bits) return first;
    const second = this.#word(load(this.#code, this.#machine, stream, from + bits / 8), unsignedRange(bits));
    return this.#binary('or', first, this.#by('shl', second, bits - skip), unsignedRange(bits));
  }
  #output(id: NodeId, stream: Stream): void {
    const { bits } = this.#machine;
    const { width } = this.#nodes[id];
    for (let lo = 0; lo < stream.bytes * 8; lo += bits) {
      const count = Math.min(bits, width - lo);
      const word = count > 0 ? this.#unsigned(this.#bits({ node: id, lo, width: count }), count) : this.#constant(0n);
      store(this.#code, this.#machine, stream, lo / 8, word.value);
    }
  }
}
