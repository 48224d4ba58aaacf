/**
 * A flat netlist as JavaScript statements over carriers (see `carrier.ts`): one `const` per word that needs code. Wires
 * (extensions, low slices) cost nothing, and wide words that are only taken apart again are never put together.
 *
 * The statements read `rows[p + i]`, write `out[q + i]`, call `R` (see `runtime.ts`), index tables `t0`, `t1`, ... and keep
 * the state of register k in `s${k}`, which whoever wraps the statements declares.
 */
import { invariant } from '../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NodeId } from '../netlist/netlist.ts';
import {
  andRange,
  bitwiseRange,
  type Carrier,
  constant,
  EXACT,
  EXACT_BITS,
  hull,
  INT32,
  type Kind,
  kindOf,
  literal,
  type Range,
  shiftRange,
  signedRange,
  unsignedRange,
  within,
} from './carrier.ts';

export interface Statement {
  readonly text: string;
  /** The variable that the statement declares, if it does. */
  readonly defines?: string;
  readonly kind?: Kind;
}

/** A table of a ROM in the array type that reads fastest. */
export type Table = Uint8Array | Uint16Array | Int32Array | Uint32Array | Float64Array | bigint[];

export interface Emitted {
  readonly statements: readonly Statement[];
  readonly tables: readonly Table[];
  /** Carriers of the registers' states and their initial values (undefined: no reset), in the order of `s0`, `s1`, ... */
  readonly state: readonly { readonly kind: Kind; readonly init: bigint | undefined }[];
}

export function emitJs(flat: Netlist): Emitted {
  return new Emitter(flat).emit();
}

type NodeOf<Op extends NetNode['op']> = Extract<NetNode, { op: Op }>;

/** Part of a node's word, for concatenations. */
interface Piece {
  readonly carrier: () => Carrier;
  readonly width: number;
}

class Emitter {
  readonly #flat: Netlist;
  readonly #nodes: readonly NetNode[];
  readonly #statements: Statement[] = [];
  readonly #tables: Table[] = [];
  readonly #state: { kind: Kind; init: bigint | undefined }[] = [];
  readonly #carriers: (Carrier | undefined)[];
  /** Reductions of a carrier to its unsigned or signed reading, by carrier, reading and width. */
  readonly #readings = new Map<string, Carrier>();
  /** Index in a row of the first 32-bit word of an input. */
  readonly #inputAt = new Map<NodeId, number>();

  constructor(flat: Netlist) {
    this.#flat = flat;
    this.#nodes = flat.nodes;
    this.#carriers = new Array(flat.nodes.length);
    let at = 0;
    for (const port of flat.inputs) {
      this.#inputAt.set(port.node, at);
      at += Math.ceil(port.width / 32);
    }
  }

  emit(): Emitted {
    const registers: NodeOf<'reg'>[] = [];
    for (const [id, node] of this.#nodes.entries()) {
      if (node.op === 'reg') {
        this.#carriers[id] = this.#register(node);
        registers.push(node);
      } else if (!takenApart(node)) this.#any(id);
    }
    let at = 0;
    for (const port of this.#flat.outputs) {
      this.#store(port.node, at);
      at += Math.ceil(port.width / 32);
    }
    const nexts = registers.map((node) => this.#signed(this.#any(node.next), node.width));
    for (const [k, next] of nexts.entries()) this.#put(`s${k} = ${this.#as(next, this.#state[k].kind).code};`);
    return { statements: this.#statements, tables: this.#tables, state: this.#state };
  }

  // -- statements
  #put(text: string): void {
    this.#statements.push({ text });
  }
  /** A number of this range. */
  #define(code: string, range: Range): Carrier {
    return this.#declare(code, kindOf(range), range);
  }
  #defineBig(code: string, range: Range): Carrier {
    return this.#declare(code, 'big', range);
  }
  #declare(code: string, kind: Kind, { lo, hi }: Range): Carrier {
    const name = `v${this.#statements.length}`;
    this.#statements.push({ text: `const ${name} = ${code};`, defines: name, kind });
    return { code: name, kind, lo, hi };
  }
  /** A word of one bit from a condition; a conditional expression would become a branch. */
  #bit(condition: string): Carrier {
    return this.#define(`${condition} | 0`, unsignedRange(1));
  }
  /** A word from a bigint expression, brought back to a number where its width allows that. */
  #fromBig(code: string, range: Range, width: number): Carrier {
    if (width <= EXACT_BITS) return this.#define(`Number(BigInt.asUintN(${width}, ${code}))`, unsignedRange(width));
    const slack = signedRange(width + 64);
    return within(range, slack)
      ? this.#defineBig(code, range)
      : this.#defineBig(`BigInt.asUintN(${width}, ${code})`, unsignedRange(width));
  }

  // -- readings
  /** The carrier as one of another kind; from `big` only to `big`. */
  #as(c: Carrier, kind: Kind): Carrier {
    if (kind !== 'big' || c.kind === 'big') return c;
    if (c.lo === c.hi) return { ...c, code: literal(c.lo, 'big'), kind };
    return this.#memo(`${c.code}:big`, () => this.#defineBig(`BigInt(${c.code})`, c));
  }
  #memo(key: string, make: () => Carrier): Carrier {
    const known = this.#readings.get(key);
    if (known) return known;
    const made = make();
    this.#readings.set(key, made);
    return made;
  }
  /** The low `width` bits read without sign. */
  #unsigned(c: Carrier, width: number): Carrier {
    const range = unsignedRange(width);
    if (within(c, range)) return c;
    if (c.lo === c.hi) return constant(BigInt.asUintN(width, c.lo));
    return this.#memo(`${c.code}:u${width}`, () => {
      if (width > EXACT_BITS) return this.#defineBig(`BigInt.asUintN(${width}, ${this.#as(c, 'big').code})`, range);
      if (c.kind === 'big') return this.#fromBig(c.code, c, width);
      if (width < 32) return this.#define(`${c.code} & ${2 ** width - 1}`, range);
      if (width === 32) return this.#define(`${c.code} >>> 0`, range);
      return this.#define(`${c.code} - Math.floor(${c.code} * ${2 ** -width}) * ${2 ** width}`, range);
    });
  }
  /** The low `width` bits read as two's complement. */
  #signed(c: Carrier, width: number): Carrier {
    const range = signedRange(width);
    if (within(c, range)) return c;
    if (c.lo === c.hi) return constant(BigInt.asIntN(width, c.lo));
    return this.#memo(`${c.code}:s${width}`, () => {
      if (c.kind === 'big' || width > EXACT_BITS) {
        const code = `BigInt.asIntN(${width}, ${this.#as(c, 'big').code})`;
        return width > EXACT_BITS ? this.#defineBig(code, range) : this.#define(`Number(${code})`, range);
      }
      if (width < 32) return this.#define(`${c.code} << ${32 - width} >> ${32 - width}`, range);
      if (width === 32) return this.#define(`${c.code} | 0`, range);
      return this.#define(`${c.code} - Math.round(${c.code} * ${2 ** -width}) * ${2 ** width}`, range);
    });
  }
  /** The carrier of a node, whatever its reading. */
  #any(id: NodeId): Carrier {
    this.#carriers[id] ??= this.#node(this.#nodes[id], id);
    return this.#carriers[id];
  }
  #u(id: NodeId): Carrier {
    return this.#unsigned(this.#any(id), this.#nodes[id].width);
  }
  #s(id: NodeId): Carrier {
    return this.#signed(this.#any(id), this.#nodes[id].width);
  }

  // -- nodes
  #node(node: NetNode, id: NodeId): Carrier {
    const [a, b, c] = node.args;
    const { width } = node;
    switch (node.op) {
      case 'input':
        return width > EXACT_BITS
          ? this.#defineBig(`R.load(rows, p + ${this.#inputAt.get(id)}, ${width})`, unsignedRange(width))
          : this.#load(id, 0, width);
      case 'const':
        return constant(node.value);
      case 'add':
      case 'sub':
        return this.#sum(node.op, this.#any(a), this.#any(b), width);
      case 'neg':
        return this.#sum('sub', constant(0n), this.#any(a), width);
      case 'mulu':
      case 'muls':
        return this.#product(node);
      case 'and':
      case 'or':
      case 'xor':
        return this.#bitwise(node.op, this.#any(a), this.#any(b), width);
      case 'not':
        return this.#not(this.#any(a));
      case 'eq':
        return this.#compare('===', ...this.#sameReading(a, b));
      case 'ltu':
        return this.#compare('<', this.#u(a), this.#u(b));
      case 'lts':
        return this.#compare('<', this.#s(a), this.#s(b));
      case 'shl':
        return this.#shl(this.#any(a), this.#amount(b), width);
      case 'shru':
        return this.#shr(this.#u(a), this.#amount(b));
      case 'shrs':
        return this.#shr(this.#s(a), this.#amount(b));
      case 'mux':
        return this.#mux(this.#u(a), this.#any(b), this.#any(c));
      case 'concat':
        return this.#join(
          node.args.map((arg) => ({ carrier: () => this.#any(arg), width: this.#nodes[arg].width })),
          width,
        );
      case 'slice':
        return this.#bits(a, node.lo, width);
      case 'zext':
        return this.#u(a);
      case 'sext':
        return this.#s(a);
      case 'redand': {
        const { width: bits } = this.#nodes[a];
        const word = this.#any(a);
        const ones = within(word, signedRange(bits)) ? constant(-1n) : constant(unsignedRange(bits).hi);
        return this.#compare('===', ones.lo < 0n ? word : this.#u(a), ones);
      }
      case 'redor':
        return this.#compare('!==', this.#eitherReading(a), constant(0n));
      case 'redxor':
        return this.#parity(this.#u(a));
      case 'rom':
        return this.#lookUp(node);
      case 'reg':
      case 'instance':
      case 'instance_output':
        invariant(false, `a flat netlist has no ${node.op} here`);
    }
  }

  #register(node: NodeOf<'reg'>): Carrier {
    const range = signedRange(node.width);
    const kind = node.width > EXACT_BITS ? 'big' : kindOf(range);
    this.#state.push({ kind, init: node.init === undefined ? undefined : BigInt.asIntN(node.width, node.init) });
    return this.#declare(`s${this.#state.length - 1}`, kind, range);
  }

  #sum(op: 'add' | 'sub', a: Carrier, b: Carrier, width: number): Carrier {
    const sign = op === 'add' ? '+' : '-';
    const range = op === 'add' ? { lo: a.lo + b.lo, hi: a.hi + b.hi } : { lo: a.lo - b.hi, hi: a.hi - b.lo };
    const numbers = a.kind !== 'big' && b.kind !== 'big';
    if (within(range, INT32) && numbers) return this.#define(`${a.code} ${sign} ${b.code} | 0`, range);
    if (within(range, EXACT) && numbers)
      return width <= 32
        ? this.#define(`${a.code} ${sign} ${b.code} | 0`, INT32)
        : this.#define(`${a.code} ${sign} ${b.code}`, range);
    // Signed readings of 53 bits have an exact sum and difference.
    if (width <= EXACT_BITS) return this.#sum(op, this.#signed(a, width), this.#signed(b, width), width);
    return this.#fromBig(`${this.#as(a, 'big').code} ${sign} ${this.#as(b, 'big').code}`, range, width);
  }

  #product({ op, args, width }: NodeOf<'mulu' | 'muls'>): Carrier {
    const [a, b] = args.map((arg) => {
      // The low bits of a product depend on the low bits of its factors alone, whatever the reading.
      if (width <= this.#nodes[args[0]].width && width <= this.#nodes[args[1]].width) return this.#any(arg);
      return op === 'mulu' ? this.#u(arg) : this.#s(arg);
    });
    const corners = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi].map((x) => ({ lo: x, hi: x }));
    const range = hull(corners);
    if (a.kind !== 'big' && b.kind !== 'big') {
      if (within(range, INT32)) return this.#define(`Math.imul(${a.code}, ${b.code})`, range);
      if (width <= 32) return this.#define(`Math.imul(${a.code}, ${b.code})`, INT32);
      if (within(range, EXACT)) return this.#define(`${a.code} * ${b.code}`, range);
    }
    return this.#fromBig(`${this.#as(a, 'big').code} * ${this.#as(b, 'big').code}`, range, width);
  }

  #bitwise(op: 'and' | 'or' | 'xor', a: Carrier, b: Carrier, width: number): Carrier {
    const sign = { and: '&', or: '|', xor: '^' }[op];
    const range = bitwiseRange(a, b);
    if (a.kind === 'int' && b.kind === 'int') {
      return this.#define(`${a.code} ${sign} ${b.code}`, op === 'and' ? andRange(a, b) : range);
    }
    if (a.kind === 'big' || b.kind === 'big')
      return this.#fromBig(`${this.#as(a, 'big').code} ${sign} ${this.#as(b, 'big').code}`, range, width);
    return width <= 32
      ? this.#define(`${a.code} ${sign} ${b.code}`, INT32)
      : this.#define(`R.${op}(${a.code}, ${b.code})`, range);
  }

  #not(a: Carrier): Carrier {
    const range = { lo: -1n - a.hi, hi: -1n - a.lo };
    return this.#declare(a.kind === 'num' ? `-1 - ${a.code}` : `~${a.code}`, a.kind, range);
  }

  /** A reading of the word that it has already, or the unsigned one: equal words have equal readings. */
  #eitherReading(id: NodeId): Carrier {
    const word = this.#any(id);
    return within(word, signedRange(this.#nodes[id].width)) ? word : this.#u(id);
  }
  #sameReading(a: NodeId, b: NodeId): [Carrier, Carrier] {
    const range = signedRange(this.#nodes[a].width);
    const bothSigned = within(this.#any(a), range) && within(this.#any(b), range);
    return bothSigned ? [this.#any(a), this.#any(b)] : [this.#u(a), this.#u(b)];
  }
  #compare(sign: '===' | '!==' | '<', a: Carrier, b: Carrier): Carrier {
    const kind = a.kind === 'big' || b.kind === 'big' ? 'big' : 'num';
    return this.#bit(`${this.#as(a, kind).code} ${sign} ${this.#as(b, kind).code}`);
  }

  #mux(select: Carrier, one: Carrier, zero: Carrier): Carrier {
    if (select.lo === select.hi) return select.lo === 1n ? one : zero;
    const range = hull([one, zero]);
    const kind = one.kind === 'big' || zero.kind === 'big' ? 'big' : kindOf(range);
    // Data rarely lets a branch be predicted, so numbers are blended: four times the speed where saturation is a coin toss.
    if (kind === 'int') return this.#define(`${zero.code} ^ (${one.code} ^ ${zero.code}) & -${select.code}`, range);
    const [yes, no] = [one, zero].map((arm) => this.#as(arm, kind).code);
    return this.#declare(`${select.code} ? ${yes} : ${no}`, kind, range);
  }

  /** A shift amount as a number; rounding may only move amounts that are far beyond any width. */
  #amount(id: NodeId): Carrier {
    const n = this.#u(id);
    return n.kind === 'big' ? this.#memo(`${n.code}:n`, () => this.#declare(`Number(${n.code})`, 'num', n)) : n;
  }
  #shl(a: Carrier, n: Carrier, width: number): Carrier {
    if (width > EXACT_BITS) {
      const code = `R.shlBig(${this.#as(a, 'big').code}, ${n.code}, ${width})`;
      return this.#defineBig(code, unsignedRange(width));
    }
    if (width > 32) return this.#define(`R.shl(${a.code}, ${n.code}, ${width})`, unsignedRange(width));
    const shifted = `${a.code} << ${n.code}`;
    return this.#define(n.hi < 32n ? shifted : `${n.code} < 32 ? ${shifted} : 0`, INT32);
  }
  /** The reading of the operand, shifted to the right: zeros or signs come in as it has them. */
  #shr(a: Carrier, n: Carrier): Carrier {
    const range = { lo: a.lo < 0n ? a.lo : 0n, hi: a.hi > 0n ? a.hi : 0n };
    if (a.kind === 'big') return this.#defineBig(`R.shrBig(${a.code}, ${n.code})`, range);
    if (a.kind === 'num' && within(a, unsignedRange(32)))
      return this.#define(
        n.hi < 32n ? `${a.code} >>> ${n.code}` : `${n.code} < 32 ? ${a.code} >>> ${n.code} : 0`,
        range,
      );
    if (a.kind === 'num') return this.#define(`R.shr(${a.code}, ${n.code})`, range);
    return this.#define(`${a.code} >> ${n.hi < 32n ? n.code : `(${n.code} < 31 ? ${n.code} : 31)`}`, range);
  }

  #parity(a: Carrier): Carrier {
    if (a.kind === 'big') return this.#define(`R.parityBig(${a.code})`, unsignedRange(1));
    const folded = a.kind === 'int' ? a.code : `${a.code} ^ Math.floor(${a.code} / 4294967296)`;
    return this.#define(`R.parity(${folded})`, unsignedRange(1));
  }

  #lookUp({ table, args, width }: NodeOf<'rom'>): Carrier {
    const address = this.#u(args[0]);
    const complete = table.length === 2 ** this.#nodes[args[0]].width;
    const range = hull([...table, ...(complete ? [] : [0n])].map((x) => ({ lo: x, hi: x })));
    const name = `t${this.#tables.length}`;
    const words = tableOf(table, width);
    this.#tables.push(words);
    const kind = Array.isArray(words) ? 'big' : kindOf(range);
    const size = literal(BigInt(table.length), address.kind);
    const index = address.kind === 'big' ? `Number(${address.code})` : address.code;
    const miss = literal(0n, kind);
    return this.#declare(
      complete ? `${name}[${index}]` : `${address.code} < ${size} ? ${name}[${index}] : ${miss}`,
      kind,
      range,
    );
  }

  // -- wires
  /** Bits lo .. lo + width - 1 of a node, looking through the wires that a wide node is made of. */
  #bits(id: NodeId, lo: number, width: number): Carrier {
    const node = this.#nodes[id];
    if (lo === 0 && width === node.width) return this.#any(id);
    if (node.width > EXACT_BITS) {
      if (node.op === 'input' && width <= EXACT_BITS) return this.#load(id, lo, width);
      if (node.op === 'slice') return this.#bits(node.args[0], node.lo + lo, width);
      if (node.op === 'concat') return this.#join(this.#piecesOf(node, lo, width), width);
      if ((node.op === 'zext' || node.op === 'sext') && lo + width <= this.#nodes[node.args[0]].width)
        return this.#bits(node.args[0], lo, width);
    }
    return this.#shiftedDown(this.#any(id), lo, width);
  }
  #shiftedDown(c: Carrier, lo: number, width: number): Carrier {
    const range = shiftRange(c, lo);
    if (c.lo === c.hi) return constant(BigInt.asUintN(width, range.lo));
    if (c.kind === 'big') return this.#fromBig(lo === 0 ? c.code : `${c.code} >> ${lo}n`, range, width);
    if (lo === 0) return c;
    if (c.kind === 'int') return this.#define(`${c.code} >> ${Math.min(lo, 31)}`, range);
    const quotient = `Math.floor(${c.code} * ${2 ** -Math.min(lo, 64)})`;
    if (width > 32) return this.#define(quotient, range);
    return this.#define(`${quotient} | 0`, within(range, INT32) ? range : INT32);
  }
  #piecesOf(node: NodeOf<'concat'>, lo: number, width: number): Piece[] {
    const pieces: Piece[] = [];
    let top = node.width;
    for (const arg of node.args) {
      const bottom = top - this.#nodes[arg].width;
      const from = Math.max(bottom, lo);
      const to = Math.min(top, lo + width);
      if (from < to) pieces.push({ carrier: () => this.#bits(arg, from - bottom, to - from), width: to - from });
      top = bottom;
    }
    return pieces;
  }
  /** A concatenation, most significant piece first. */
  #join(pieces: readonly Piece[], width: number): Carrier {
    if (pieces.length === 1) return pieces[0].carrier();
    if (width > EXACT_BITS) return this.#joinBig(pieces, width);
    const [top, ...lower] = pieces;
    let above = top.carrier();
    const low = lower.map((piece) => ({ ...piece, word: this.#unsigned(piece.carrier(), piece.width) }));
    const lowWidth = width - top.width;
    const exact = (c: Carrier): Range => ({ lo: c.lo << BigInt(lowWidth), hi: ((c.hi + 1n) << BigInt(lowWidth)) - 1n });
    if (width > 32 && !within(exact(above), EXACT)) above = this.#unsigned(above, top.width);
    let place = width;
    const terms = [{ word: above, width: top.width }, ...low].flatMap((piece) => {
      place -= piece.width;
      if (piece.word.lo === 0n && piece.word.hi === 0n) return [];
      if (place === 0) return [piece.word.code];
      return [width > 32 ? `${piece.word.code} * ${2 ** place}` : `${piece.word.code} << ${place}`];
    });
    if (terms.length === 0) return constant(0n);
    if (width > 32) return this.#define(terms.join(' + '), exact(above));
    const range = within(exact(above), INT32) ? exact(above) : INT32;
    return this.#define(terms.length === 1 ? `${terms[0]} | 0` : terms.join(' | '), range);
  }
  /** Runs of pieces that fit a double are joined as numbers first. */
  #joinBig(pieces: readonly Piece[], width: number): Carrier {
    const terms: string[] = [];
    let place = width;
    for (let first = 0, end = 0; first < pieces.length; first = end) {
      let run = 0;
      do run += pieces[end++].width;
      while (end < pieces.length && run + pieces[end].width <= EXACT_BITS);
      place -= run;
      const word = this.#unsigned(this.#join(pieces.slice(first, end), run), run);
      if (word.lo === 0n && word.hi === 0n) continue;
      const big = this.#as(word, 'big').code;
      terms.push(place === 0 ? big : `${big} << ${place}n`);
    }
    if (terms.length === 0) return constant(0n);
    return this.#defineBig(terms.join(' | '), unsignedRange(width));
  }

  /** Bits of an input, up to 53, straight from its row. */
  #load(id: NodeId, lo: number, width: number): Carrier {
    const word = (i: number) => `rows[p + ${(this.#inputAt.get(id) as number) + i}]`;
    const first = lo >>> 5;
    const skip = lo & 31;
    if (skip + width <= 32)
      return skip === 0
        ? this.#define(`${word(first)} | 0`, INT32)
        : this.#define(`${word(first)} >>> ${skip}`, unsignedRange(32 - skip));
    if (width <= 32) return this.#define(`${word(first)} >>> ${skip} | ${word(first + 1)} << ${32 - skip}`, INT32);
    const terms = [skip === 0 ? word(first) : `(${word(first)} >>> ${skip})`];
    for (let place = 32 - skip, i = first + 1; place < width; place += 32, i++) {
      const rest = width - place;
      terms.push(`${rest >= 32 ? word(i) : `(${word(i)} & ${2 ** rest - 1})`} * ${2 ** place}`);
    }
    return this.#define(terms.join(' + '), unsignedRange(width));
  }
  /** Writes an output port from index `at` of the row. Stores keep the low 32 bits of any exact integer. */
  #store(id: NodeId, at: number): void {
    const { width } = this.#nodes[id];
    if (!takenApart(this.#nodes[id]) && this.#any(id).kind === 'big') {
      this.#put(`R.store(out, q + ${at}, ${width}, ${this.#as(this.#u(id), 'big').code});`);
      return;
    }
    for (let lo = 0; lo < width; lo += 32) {
      const bits = Math.min(32, width - lo);
      const word = this.#bits(id, lo, bits);
      this.#put(`out[q + ${at + (lo >>> 5)}] = ${(bits === 32 ? word : this.#unsigned(word, bits)).code};`);
    }
  }
}

/** Nodes too wide for a number that are mere wires: built only when something needs the whole word. */
function takenApart(node: NetNode): boolean {
  return node.width > EXACT_BITS && (node.op === 'input' || node.op === 'concat' || node.op === 'slice');
}

function tableOf(table: readonly bigint[], width: number): Table {
  if (width > EXACT_BITS) return [...table];
  const words = table.map(Number);
  if (width <= 8) return Uint8Array.from(words);
  if (width <= 16) return Uint16Array.from(words);
  if (width < 32) return Int32Array.from(words);
  return width === 32 ? Uint32Array.from(words) : Float64Array.from(words);
}
