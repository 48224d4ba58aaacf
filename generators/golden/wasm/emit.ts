/**
 * A flat netlist as code for a machine, node by node. Where most words are narrow and some are not, two more emitters make
 * those for half of the rows each, with a machine of twice the bits, and words go over where they are asked for.
 */
import { InternalError } from '../../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';
import { hull, productRange, type Range, signedRange, unsignedRange, within } from '../range.ts';
import { isWire, type Piece, piecesOf } from '../wires.ts';
import { Code, memarg } from './code.ts';
import { type Machine, MIXED, SCALAR, type Shift, VECTORS } from './machine.ts';
import { load, type Stream, store } from './ports.ts';
import { readTable, writeTable } from './table.ts';
import { type Word, Words } from './words.ts';

type NodeOf<Op extends NetNode['op']> = Extract<NetNode, { op: Op }>;

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
  // Tables have one size of word.
  const vectors = flat.nodes.some((node) => node.op === 'rom') ? VECTORS : [VECTORS[0], ...MIXED];
  const machines = flat.sequential ? SCALAR : [...vectors, ...SCALAR];
  return machines.find(
    (machine) =>
      (!multiplies || machine.binary.mul.length > 0) &&
      flat.nodes.every((node) => fits(flat, node, machine.halves?.machine ?? machine)),
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

/** Where the other words are, for an emitter that has some of them. */
interface Peers {
  /** Of an emitter that has words too wide for the machine, each for half of the rows. */
  readonly halves: readonly Emitter[];
  /** Of such a half: who has the others, and which half this is. */
  readonly whole?: { readonly emitter: Emitter; readonly half: number };
}

class Emitter {
  readonly #flat: Netlist;
  readonly #nodes: readonly NetNode[];
  readonly #layout: Layout;
  readonly #on: Words;
  readonly #peers: Peers;
  readonly #words: (Word | undefined)[] = [];
  readonly #streams: ReadonlyMap<NodeId, Stream>;

  constructor(flat: Netlist, machine: Machine, layout: Layout, whole?: Peers['whole']) {
    this.#flat = flat;
    this.#nodes = flat.nodes;
    this.#on = new Words(machine, whole ? whole.emitter.#on.code : new Code());
    this.#layout = layout;
    this.#streams = new Map(flat.inputs.map((port, k) => [port.node, this.#ownRows(layout.inputs[k], whole?.half)]));
    const { halves } = machine;
    const half = (k: number) =>
      new Emitter(flat, (halves as NonNullable<Machine['halves']>).machine, layout, { emitter: this, half: k });
    this.#peers = { whole, halves: halves ? [half(0), half(1)] : [] };
  }

  /** The part of a column that is for a half. */
  #ownRows(stream: Stream, half = 0): Stream {
    return { ...stream, base: stream.base + half * this.#on.machine.lanes * stream.bytes };
  }

  /** Who computes a node: this emitter, or its halves where a word is too wide. */
  #makers(node: NetNode): readonly Emitter[] {
    const wide = (n: NetNode) => n.width > this.#on.machine.bits;
    const tooWide = wide(node) || (!isWire(node) && node.args.some((arg) => wide(this.#nodes[arg])));
    return tooWide && this.#peers.halves.length > 0 ? this.#peers.halves : [this];
  }

  emit(): Code {
    for (const [id, node] of this.#nodes.entries())
      for (const maker of this.#makers(node))
        if (maker.#carried(node)) maker.#words[id] = maker.#settled(node, maker.#node(node, id));
    for (const [k, port] of this.#flat.outputs.entries())
      for (const maker of this.#makers(this.#nodes[port.node])) maker.#output(port.node, this.#layout.outputs[k]);
    for (const [id, at] of this.#layout.state) {
      const node = this.#nodes[id];
      if (node.op === 'ram') this.#write(node, at);
      else if (node.op === 'reg') {
        const word = this.#on.signed(this.#any(node.next), node.width);
        this.#on.code.perform(...[0x41, 0], word.value, ...this.#on.machine.spill.store, ...memarg(at));
      }
    }
    return this.#on.code;
  }

  /** Bits of vectors are masks: comparisons leave them, and what selects or is spread takes them. */
  #settled({ width }: NetNode, word: Word): Word {
    return width === 1 && this.#on.machine.truth === -1n ? { ...this.#on.signed(word, 1), of: word.of } : word;
  }

  /** Halves look through narrow wires to what they are made of. */
  #carried = (node: NetNode): boolean =>
    node.width <= this.#on.machine.bits &&
    !(this.#peers.whole && isWire(node) && node.width <= this.#peers.whole.emitter.#on.machine.bits);

  // -- readings
  /** The word of a carried node, whatever its reading. */
  #any(id: NodeId): Word {
    const known = this.#words[id];
    if (known) return known;
    const part = { node: id, lo: 0, width: this.#nodes[id].width };
    // Wires that end in words of our own need not go by way of the peers.
    const own = isWire(this.#nodes[id]) && this.#pieces(part).some((piece) => this.#words[piece.node]);
    const made = own ? this.#bits(part) : (this.#fetched(part) as Word);
    this.#words[id] = made;
    return made;
  }
  /** Part of a word that peers have; undefined where they have not. */
  #fetched({ node, lo, width }: Piece): Word | undefined {
    const { whole, halves } = this.#peers;
    const word = whole === undefined ? undefined : whole.emitter.#words[node];
    if (whole && word) {
      const { bits, halves: between } = whole.emitter.#on.machine;
      const widen = between?.widen[within(word, signedRange(bits)) ? 's' : 'u'][whole.half] ?? [];
      const wide = this.#on.memo(`${node} widened`, () => ({
        value: this.#on.code.compute(word.value, ...widen),
        lo: word.lo,
        hi: word.hi,
      }));
      return this.#on.down(wide, lo);
    }
    if (!halves.some((half) => half.#words[node])) return undefined;
    return this.#on.memo(`${node} from ${lo} ${width}`, () => {
      const [low, high] = halves.map((half) => half.#on.signed(half.#on.down(half.#any(node), lo), width));
      return this.#on.word(
        this.#on.code.compute(low.value, high.value, ...(this.#on.machine.halves?.narrow ?? [])),
        signedRange(width),
      );
    });
  }
  #u(id: NodeId): Word {
    return this.#on.unsigned(this.#any(id), this.#nodes[id].width);
  }
  #s(id: NodeId): Word {
    return this.#on.signed(this.#any(id), this.#nodes[id].width);
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
        return this.#on.constant(node.value);
      case 'add':
      case 'sub':
        return this.#on.sum(node.op, this.#any(a), this.#any(b));
      case 'neg':
        return this.#on.sum('sub', this.#on.constant(0n), this.#any(a));
      case 'mulu':
      case 'muls':
        return this.#product(node);
      case 'and':
      case 'or':
      case 'xor':
        return this.#on.bitwise(node.op, this.#any(a), this.#any(b));
      case 'not':
        return this.#on.not(this.#any(a));
      case 'eq': {
        const [x, y] = this.#alike(a, b);
        return this.#on.compare('eq', x, y);
      }
      case 'ltu':
        return this.#on.less(this.#u(a), this.#u(b));
      case 'lts':
        return this.#on.less(this.#s(a), this.#s(b));
      case 'shl':
        return this.#shifted('shl', this.#any(a), b, node.width);
      case 'shru':
        return this.#shifted('shru', this.#u(a), b, node.width);
      case 'shrs':
        return this.#shifted('shrs', this.#s(a), b, node.width);
      case 'mux':
        return this.#on.mux(this.#any(a), this.#any(b), this.#any(c));
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
        return this.#on.compare(
          'eq',
          word,
          this.#on.constant(word.lo < 0n ? -1n : unsignedRange(this.#nodes[a].width).hi),
        );
      }
      case 'redor': {
        const [word] = this.#alike(a);
        return this.#on.unlike(word, this.#on.constant(0n));
      }
      case 'redxor':
        return this.#on.parity(this.#u(a), this.#nodes[a].width);
      case 'rom': {
        const complete = node.table.length === 2 ** this.#nodes[a].width;
        const range = hull([...node.table, ...(complete ? [] : [0n])].map((x) => ({ lo: x, hi: x })));
        return this.#entry(this.#layout.tables.get(id) as number, a, node.table.length, range);
      }
      case 'ram':
        return this.#entry(this.#layout.state.get(id) as number, a, node.depth, unsignedRange(node.width));
      case 'reg': {
        const at = memarg(this.#layout.state.get(id) as number);
        const word = this.#on.code.compute(0x41, 0, ...this.#on.machine.spill.load, ...at);
        return this.#on.word(word, signedRange(node.width));
      }
      case 'instance':
      case 'instance_output':
        throw new InternalError('a flat netlist has no instances');
    }
  }

  /** The low bits of a product depend on the low bits of its factors alone, whatever the reading. */
  #product({ op, args, width }: NodeOf<'mulu' | 'muls'>): Word {
    const low = args.every((arg) => width <= this.#nodes[arg].width);
    const [a, b] = args.map((arg) => (low ? this.#any(arg) : op === 'mulu' ? this.#u(arg) : this.#s(arg)));
    return this.#on.binary('mul', a, b, productRange(a, b));
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
      result = this.#on.mux(select, this.#on.by(op, result, 2 ** k), result);
    }
    if (bits <= stages) return result;
    const rest = this.#on.unsigned(this.#bits({ node: amount, lo: stages, width: bits - stages }), bits - stages);
    const beyond = this.#on.unlike(rest, this.#on.constant(0n));
    const gone = op === 'shrs' ? this.#on.by('shrs', word, this.#on.machine.bits - 1) : this.#on.constant(0n);
    return this.#on.mux(beyond, gone, result);
  }
  /** The word of the table at address `at` of memory; `range` is that of all its `size` words, and of a zero if it is short. */
  #entry(at: number, address: NodeId, size: number, range: Range): Word {
    // Behind the last word of a table stands a zero, for all addresses past it.
    const index = this.#index(address, size, size);
    return this.#on.word(readTable(this.#on.code, this.#on.machine, at, index.value), range);
  }
  /** The address where it is below `size`, else the index `past`. */
  #index(id: NodeId, size: number, past: number): Word {
    const address = this.#u(id);
    if (size === 2 ** this.#nodes[id].width) return address;
    return this.#on.mux(
      this.#on.less(address, this.#on.constant(BigInt(size))),
      address,
      this.#on.constant(BigInt(past)),
    );
  }
  /** Every cycle writes: into a word behind the zero where nothing is to be kept. */
  #write({ depth, width, enable, writeAddress, data }: NodeOf<'ram'>, at: number): void {
    const spare = depth + 1;
    const index = this.#index(writeAddress, depth, spare);
    const where = this.#on.mux(this.#any(enable), index, this.#on.constant(BigInt(spare)));
    const word = this.#on.unsigned(this.#any(data), width);
    writeTable(this.#on.code, this.#on.machine, at, where.value, word.value);
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
    if (word) return this.#on.down(word, piece.lo);
    const node = this.#nodes[piece.node];
    if (node.op === 'const') return this.#on.constant(BigInt.asUintN(piece.width, node.value >> BigInt(piece.lo)));
    return this.#fetched(piece) ?? this.#bitsOfInput(piece);
  }
  /** Pieces side by side, the most significant first. */
  #join(pieces: readonly Piece[], width: number): Word {
    const [top, ...lower] = pieces;
    let place = width - top.width;
    let word = this.#on.by('shl', this.#piece(top), place);
    for (const piece of lower) {
      place -= piece.width;
      const part = this.#on.placed(this.#piece(piece), piece.width, place);
      if (part.hi === 0n) continue;
      // No bit of one is in the other, so that the or is a sum.
      word = this.#on.binary('or', word, part, { lo: word.lo, hi: word.hi + part.hi });
    }
    return word;
  }
  /** Part of an input, from memory; what lies beyond it in its column is not masked away. */
  #bitsOfInput({ node, lo, width }: Piece): Word {
    const { bits } = this.#on.machine;
    const stream = this.#streams.get(node) as Stream;
    const from = lo >>> 3;
    const skip = lo & 7;
    const exact = Math.min(bits, stream.bytes * 8);
    const first = this.#on.down(
      this.#on.word(load(this.#on.code, this.#on.machine, stream, from), unsignedRange(exact)),
      skip,
    );
    if (skip + width <= bits) return first;
    const second = this.#on.word(load(this.#on.code, this.#on.machine, stream, from + bits / 8), unsignedRange(bits));
    return this.#on.binary('or', first, this.#on.by('shl', second, bits - skip), unsignedRange(bits));
  }
  #output(id: NodeId, stream: Stream): void {
    const { bits } = this.#on.machine;
    const { width } = this.#nodes[id];
    const own = this.#ownRows(stream, this.#peers.whole?.half);
    for (let lo = 0; lo < stream.bytes * 8; lo += bits) {
      const count = Math.min(bits, width - lo);
      const word =
        count > 0 ? this.#on.unsigned(this.#bits({ node: id, lo, width: count }), count) : this.#on.constant(0n);
      store(this.#on.code, this.#on.machine, own, lo / 8, word.value);
    }
  }
}
