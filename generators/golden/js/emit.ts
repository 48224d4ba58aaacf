/**
 * A netlist as JavaScript statements over carriers (see `carrier.ts`): one `const` per word that needs code. Wires
 * (extensions, low slices) cost nothing, and wide words that are only taken apart again are never put together.
 *
 * The statements read `rows[p + i]`, write `out[q + i]`, call `R` (see `runtime.ts`), index tables and memories `t0`, `t1`, ... and keep
 * the state of register k in `s${k}`, which whoever wraps the statements declares. Instance k is a call
 * `call${k}(given${k}, 1, made${k})` of the loop of its module, with a row of packed words before and after.
 */
import { invariant } from '../../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NetPort, NodeId } from '../../netlist/netlist.ts';
import { hull, type Range, shiftRange, signedRange, unsignedRange, within } from '../range.ts';
import { isWire, type Piece, piecesOf } from '../wires.ts';
import { type Carrier, constant, INT32, type Kind, kindOf, literal, NUMBER_BITS } from './carrier.ts';
import { bitwise, compare, mux, not, parity, product, shiftLeft, shiftRight, sum } from './operations.ts';
import { type Statement, Words } from './words.ts';

/** A table of a ROM, or the words of a memory, in the array type that reads fastest. */
export type Table = Uint8Array | Uint16Array | Int32Array | Uint32Array | bigint[];

export interface Emitted {
  readonly statements: readonly Statement[];
  readonly tables: readonly Table[];
  /** Carriers of the registers' states and their initial values (undefined: no reset), in the order of `s0`, `s1`, ... */
  readonly state: readonly { readonly kind: Kind; readonly init: bigint | undefined }[];
  /** Modules of the instances, in the order of `call0`, `call1`, ... */
  readonly calls: readonly Netlist[];
}

/** @param children modules of the instances, by name; they hold no state */
export function emitJs(netlist: Netlist, children: ReadonlyMap<string, Netlist> = new Map()): Emitted {
  return new Emitter(netlist, children).emit();
}

type NodeOf<Op extends NetNode['op']> = Extract<NetNode, { op: Op }>;

class Emitter {
  readonly #netlist: Netlist;
  readonly #children: ReadonlyMap<string, Netlist>;
  readonly #nodes: readonly NetNode[];
  readonly #w = new Words();
  readonly #tables: Table[] = [];
  readonly #state: { kind: Kind; init: bigint | undefined }[] = [];
  readonly #carriers: (Carrier | undefined)[];
  readonly #calls: Netlist[] = [];
  readonly #callOf = new Map<NodeId, number>();
  /** Where the 32-bit words of inputs, and of what instances give, stand. */
  readonly #given = new Map<NodeId, Place>();

  constructor(netlist: Netlist, children: ReadonlyMap<string, Netlist>) {
    this.#netlist = netlist;
    this.#children = children;
    this.#nodes = netlist.nodes;
    this.#carriers = new Array(netlist.nodes.length);
    for (const { port, at } of placed(netlist.inputs)) this.#given.set(port.node, { array: 'rows', base: 'p + ', at });
  }

  emit(): Emitted {
    const registers: NodeOf<'reg'>[] = [];
    const memories: { readonly node: NodeOf<'ram'>; readonly words: string }[] = [];
    for (const [id, node] of this.#nodes.entries()) {
      if (node.op === 'reg') {
        this.#carriers[id] = this.#register(node);
        registers.push(node);
      } else if (node.op === 'ram') {
        const words = this.#table(new Array(node.depth).fill(0n), node.width);
        this.#carriers[id] = this.#entry(words, node.args[0], node.depth, unsignedRange(node.width));
        memories.push({ node, words: words.name });
      } else if (node.op === 'instance') this.#call(id, node);
      else if (node.op === 'instance_output') this.#given.set(id, this.#made(node));
      else if (!takenApart(node)) this.#any(id);
    }
    for (const { port, at } of placed(this.#netlist.outputs))
      this.#store(port.node, { array: 'out', base: 'q + ', at });
    const nexts = registers.map((node) => this.#w.signed(this.#any(node.next), node.width));
    const writes = memories.map(({ node, words }) => this.#write(node, words));
    for (const write of writes) this.#w.put(write);
    for (const [k, next] of nexts.entries()) this.#w.put(`s${k} = ${this.#w.as(next, this.#state[k].kind).code};`);
    return { statements: this.#w.statements, tables: this.#tables, state: this.#state, calls: this.#calls };
  }

  /** The carrier of a node, whatever its reading. */
  #any(id: NodeId): Carrier {
    this.#carriers[id] ??= this.#node(this.#nodes[id], id);
    return this.#carriers[id];
  }
  #u(id: NodeId): Carrier {
    return this.#w.unsigned(this.#any(id), this.#nodes[id].width);
  }
  #s(id: NodeId): Carrier {
    return this.#w.signed(this.#any(id), this.#nodes[id].width);
  }
  /** One reading for words that are compared for equality: the signed one where all have it already. */
  #alike(...ids: readonly NodeId[]): Carrier[] {
    const range = signedRange(this.#nodes[ids[0]].width);
    const words = ids.map((id) => this.#any(id));
    return words.every((word) => within(word, range)) ? words : ids.map((id) => this.#u(id));
  }

  // -- nodes
  #node(node: NetNode, id: NodeId): Carrier {
    const [a, b, c] = node.args;
    const { width } = node;
    const w = this.#w;
    switch (node.op) {
      case 'input':
      case 'instance_output': {
        if (width <= NUMBER_BITS) return this.#load({ node: id, lo: 0, width });
        const { array, base, at } = this.#given.get(id) as Place;
        return w.declare(`R.load(${array}, ${base}${at}, ${width})`, 'big', unsignedRange(width));
      }
      case 'const':
        return constant(node.value);
      case 'add':
      case 'sub':
        return sum(w, node.op, this.#any(a), this.#any(b), width);
      case 'neg':
        return sum(w, 'sub', constant(0n), this.#any(a), width);
      case 'mulu':
      case 'muls': {
        // The low bits of a product depend on the low bits of its factors alone, whatever the reading.
        const low = node.args.every((arg) => width <= this.#nodes[arg].width);
        const [x, y] = node.args.map((arg) =>
          low ? this.#any(arg) : node.op === 'mulu' ? this.#u(arg) : this.#s(arg),
        );
        return product(w, x, y, width);
      }
      case 'and':
      case 'or':
      case 'xor':
        return bitwise(w, node.op, this.#any(a), this.#any(b), width);
      case 'not':
        return not(w, this.#any(a), width);
      case 'eq': {
        const [x, y] = this.#alike(a, b);
        return compare(w, '===', x, y);
      }
      case 'ltu':
        return compare(w, '<', this.#u(a), this.#u(b));
      case 'lts':
        return compare(w, '<', this.#s(a), this.#s(b));
      case 'shl':
        return shiftLeft(w, this.#any(a), this.#u(b), width);
      case 'shru':
        return shiftRight(w, this.#u(a), this.#u(b));
      case 'shrs':
        return shiftRight(w, this.#s(a), this.#u(b));
      case 'mux':
        return mux(w, this.#u(a), this.#any(b), this.#any(c));
      case 'concat':
        return this.#join(
          node.args.flatMap((arg) => this.#pieces({ node: arg, lo: 0, width: this.#nodes[arg].width })),
          width,
        );
      case 'slice':
        return this.#bits({ node: a, lo: node.lo, width });
      case 'zext':
        return this.#u(a);
      case 'sext':
        return this.#s(a);
      case 'redand': {
        const [word] = this.#alike(a);
        const ones = within(word, signedRange(this.#nodes[a].width)) ? -1n : unsignedRange(this.#nodes[a].width).hi;
        return compare(w, '===', word, constant(ones));
      }
      case 'redor': {
        const [word] = this.#alike(a);
        return compare(w, '!==', word, constant(0n));
      }
      case 'redxor':
        return parity(w, this.#u(a));
      case 'rom': {
        const complete = node.table.length === 2 ** this.#nodes[a].width;
        const range = hull([...node.table, ...(complete ? [] : [0n])].map((x) => ({ lo: x, hi: x })));
        return this.#entry(this.#table(node.table, width), a, node.table.length, range);
      }
      case 'reg':
      case 'ram':
      case 'instance':
        invariant(false, `${node.op} has no word`);
    }
  }

  // -- instances
  #call(id: NodeId, node: NodeOf<'instance'>): void {
    const k = this.#calls.push(this.#children.get(node.module) as Netlist) - 1;
    this.#callOf.set(id, k);
    for (const { port, at } of placed(this.#calls[k].inputs))
      this.#store(node.args[node.ports.indexOf(port.name)], { array: `given${k}`, base: '', at });
    this.#w.put(`call${k}(given${k}, 1, made${k});`);
  }
  /** Where a result of an instance stands. */
  #made({ args: [instance], port: name }: NodeOf<'instance_output'>): Place {
    const k = this.#callOf.get(instance) as number;
    const { at } = placed(this.#calls[k].outputs).find(({ port }) => port.name === name) as { at: number };
    return { array: `made${k}`, base: '', at };
  }

  #register(node: NodeOf<'reg'>): Carrier {
    const range = signedRange(node.width);
    const kind = kindOf(range);
    this.#state.push({ kind, init: node.init === undefined ? undefined : BigInt.asIntN(node.width, node.init) });
    return this.#w.declare(`s${this.#state.length - 1}`, kind, range);
  }

  #table(words: readonly bigint[], width: number): { readonly name: string; readonly big: boolean } {
    const table = tableOf(words, width);
    return { name: `t${this.#tables.push(table) - 1}`, big: Array.isArray(table) };
  }
  /** The word of a table of `size` words at an address, zero past the end; `range` is that of all of these. */
  #entry({ name, big }: { name: string; big: boolean }, address: NodeId, size: number, range: Range): Carrier {
    const kind = big ? 'big' : kindOf(range);
    const { index, inside } = this.#index(address, size);
    const found = `${name}[${index}]`;
    return this.#w.declare(inside === undefined ? found : `${inside} ? ${found} : ${literal(0n, kind)}`, kind, range);
  }
  /** An address as an index, and the condition that it is below `size`; undefined where it always is. */
  #index(id: NodeId, size: number): { readonly index: string; readonly inside: string | undefined } {
    const address = this.#u(id);
    const complete = size === 2 ** this.#nodes[id].width;
    return {
      index: address.kind === 'big' ? `Number(${address.code})` : address.code,
      inside: complete ? undefined : `${address.code} < ${literal(BigInt(size), address.kind)}`,
    };
  }
  /** The statement that writes a memory; what it reads is computed before any state changes. */
  #write({ depth, width, enable, writeAddress, data }: NodeOf<'ram'>, words: string): string {
    const { index, inside } = this.#index(writeAddress, depth);
    const word = this.#u(data);
    const stored = width > NUMBER_BITS ? this.#w.as(word, 'big').code : word.code;
    const condition = [this.#u(enable).code, ...(inside === undefined ? [] : [inside])].join(' && ');
    return `if (${condition}) ${words}[${index}] = ${stored};`;
  }

  // -- wires
  #pieces(part: Piece): Piece[] {
    return piecesOf(this.#nodes, part, (node) => !takenApart(node));
  }
  /** Part of a node, looking through the wires that a wide node is made of. */
  #bits(part: Piece): Carrier {
    return this.#join(this.#pieces(part), part.width);
  }
  #piece({ node, lo, width }: Piece): Carrier {
    const given = this.#given.has(node) && takenApart(this.#nodes[node]);
    if (given && width <= NUMBER_BITS) return this.#load({ node, lo, width });
    const word = this.#any(node);
    const range = shiftRange(word, lo);
    if (word.lo === word.hi) return constant(BigInt.asUintN(width, range.lo));
    if (word.kind === 'big') return this.#w.fromBig(lo === 0 ? word.code : `${word.code} >> ${lo}n`, range, width);
    if (lo === 0) return word;
    if (word.kind === 'int') return this.#w.int(`${word.code} >> ${Math.min(lo, 31)}`, range);
    const unsigned = word.lo >= 0n && lo < 32;
    return this.#w.define(unsigned ? `${word.code} >>> ${lo}` : `Math.floor(${word.code} * ${2 ** -lo})`, range);
  }
  /** Pieces side by side, the most significant first. */
  #join(pieces: readonly Piece[], width: number): Carrier {
    if (pieces.length === 1) return this.#piece(pieces[0]);
    if (width > NUMBER_BITS) return this.#joinBig(pieces);
    const [top, ...lower] = pieces;
    const lowWidth = BigInt(width - top.width);
    const above = this.#piece(top);
    const words = [above, ...lower.map((piece) => this.#w.unsigned(this.#piece(piece), piece.width))];
    let place = width;
    const terms = words.flatMap((word, k) => {
      place -= pieces[k].width;
      if (word.lo === 0n && word.hi === 0n) return [];
      return [place === 0 ? word.code : `${word.code} << ${place}`];
    });
    if (terms.length === 0) return constant(0n);
    const range: Range = { lo: above.lo << lowWidth, hi: ((above.hi + 1n) << lowWidth) - 1n };
    return this.#w.int(terms.length === 1 ? `${terms[0]} | 0` : terms.join(' | '), range);
  }
  /** Runs of pieces that fit a number are joined as numbers first. */
  #joinBig(pieces: readonly Piece[]): Carrier {
    const width = pieces.reduce((total, piece) => total + piece.width, 0);
    const terms: string[] = [];
    let place = width;
    for (let first = 0, end = 0; first < pieces.length; first = end) {
      let run = 0;
      do run += pieces[end++].width;
      while (end < pieces.length && run + pieces[end].width <= NUMBER_BITS);
      place -= run;
      const word = this.#w.unsigned(this.#join(pieces.slice(first, end), run), run);
      if (word.lo === 0n && word.hi === 0n) continue;
      const big = this.#w.as(word, 'big').code;
      terms.push(place === 0 ? big : `${big} << ${place}n`);
    }
    if (terms.length === 0) return constant(0n);
    return this.#w.declare(terms.join(' | '), 'big', unsignedRange(width));
  }

  /** Bits of an input or of what an instance gives, up to 32, straight from its row. */
  #load({ node, lo, width }: Piece): Carrier {
    const { array, base, at } = this.#given.get(node) as Place;
    const word = (i: number) => `${array}[${base}${at + i}]`;
    const first = lo >>> 5;
    const skip = lo & 31;
    if (skip === 0) return this.#w.int(`${word(first)} | 0`, INT32);
    if (skip + width <= 32) return this.#w.define(`${word(first)} >>> ${skip}`, unsignedRange(32 - skip));
    return this.#w.int(`${word(first)} >>> ${skip} | ${word(first + 1)} << ${32 - skip}`);
  }
  /** Writes a word where a port has its place. Stores keep the low 32 bits of any number. */
  #store(id: NodeId, { array, base, at }: Place): void {
    const { width } = this.#nodes[id];
    if (!takenApart(this.#nodes[id]) && this.#any(id).kind === 'big') {
      const word = this.#w.as(this.#u(id), 'big').code;
      this.#w.put(`R.store(${array}, ${base}${at}, ${width}, ${word});`);
      return;
    }
    for (let lo = 0; lo < width; lo += 32) {
      const bits = Math.min(32, width - lo);
      const word = this.#bits({ node: id, lo, width: bits });
      this.#w.put(`${array}[${base}${at + (lo >>> 5)}] = ${(bits === 32 ? word : this.#w.unsigned(word, bits)).code};`);
    }
  }
}

/** A port's words in a row of packed ones: `array[base at]`, `array[base at + 1]` and so on. */
interface Place {
  readonly array: string;
  readonly base: string;
  readonly at: number;
}

function placed(ports: readonly NetPort[]): { readonly port: NetPort; readonly at: number }[] {
  let end = 0;
  return ports.map((port) => {
    const at = end;
    end += Math.ceil(port.width / 32);
    return { port, at };
  });
}

/** Nodes too wide for a number that are mere wires: built only when something needs the whole word. */
function takenApart(node: NetNode): boolean {
  return node.width > NUMBER_BITS && node.op !== 'const' && isWire(node);
}

function tableOf(table: readonly bigint[], width: number): Table {
  if (width > NUMBER_BITS) return [...table];
  const words = table.map(Number);
  if (width <= 8) return Uint8Array.from(words);
  if (width <= 16) return Uint16Array.from(words);
  return width < 32 ? Int32Array.from(words) : Uint32Array.from(words);
}
