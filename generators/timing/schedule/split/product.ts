/** Multipliers as sums of smaller products: tiles of the size of a block, or rows of one bit, added in a balanced tree. */
import type { NodeId } from '../../../netlist/netlist.ts';
import { splitSum } from './carry.ts';
import type { Limits } from './limits.ts';
import type { Parts } from './parts.ts';

/** A signed word times 2^shift, to be added or subtracted. */
interface Term {
  readonly word: NodeId;
  readonly shift: number;
  readonly negative: boolean;
}

export interface SplitProduct {
  readonly signed: boolean;
  readonly width: number;
  readonly constants: readonly (bigint | undefined)[];
  /** Blocks are asked for, also by a constant. */
  readonly dsp: boolean;
}

/** The low `width` bits of a product. Constants, where an operand is one, are read as words. */
export function splitProduct(
  p: Parts,
  [a, b]: readonly NodeId[],
  { signed, width, constants, dsp }: SplitProduct,
  limits: Limits,
): NodeId {
  // Words with a sign of their own, so that one kind of sum serves both.
  const own = (id: NodeId) => (signed ? id : p.join(p.const(1, 0n), id));
  const [x, y] = [own(a), own(b)];
  const constant = constants.findIndex((c) => c !== undefined);
  const terms =
    constant >= 0 && !(dsp && limits.dsp)
      ? digitRows(constant === 0 ? y : x, valueOfWord(constants[constant]!, p.width(constant === 0 ? a : b), signed))
      : limits.dsp
        ? tiles(p, x, y, limits, dsp)
        : bitRows(p, [a, x], [b, y], signed);
  return p.signedTo(total(p, terms, width, limits), width);
}

function valueOfWord(word: bigint, width: number, signed: boolean): bigint {
  return signed ? BigInt.asIntN(width, word) : word;
}

/** Rows of a constant's digits -1, 0 and 1, no two of them side by side: the fewest there are. */
function digitRows(word: NodeId, constant: bigint): Term[] {
  const terms: Term[] = [];
  let rest = constant;
  for (let shift = 0; rest !== 0n; shift++, rest >>= 1n) {
    if ((rest & 1n) === 0n) continue;
    const digit = BigInt.asIntN(2, rest);
    terms.push({ word, shift, negative: digit < 0n });
    rest -= digit;
  }
  return terms;
}

/** A row for every bit of the shorter word; that of its sign is subtracted. Words as they are, and with a sign of their own. */
function bitRows(p: Parts, [a, x]: readonly NodeId[], [b, y]: readonly NodeId[], signed: boolean): Term[] {
  const [long, short] = p.width(a) >= p.width(b) ? [x, b] : [y, a];
  const top = signed ? p.width(short) - 1 : undefined;
  return Array.from({ length: p.width(short) }, (_, i) => {
    const bit = p.bit(short, i);
    const mask = p.out.extend('sext', bit, p.width(long));
    return { word: p.named(p.two('and', long, mask), `row${i}`), shift: i, negative: i === top };
  });
}

/** Products of parts that a block takes: all but the top part of each word are unsigned. */
function tiles(p: Parts, x: NodeId, y: NodeId, { device }: Limits, dsp: boolean): Term[] {
  const block = device.dsp!;
  const [long, short] = p.width(x) >= p.width(y) ? [x, y] : [y, x];
  const terms: Term[] = [];
  for (const m of parts(p, long, block.a))
    for (const n of parts(p, short, block.b)) {
      const args = [m.word, n.word];
      const product = p.out.add({ op: 'muls', width: p.width(m.word) + p.width(n.word), args, ...(dsp && { dsp }) });
      terms.push({ word: p.named(product, `tile${m.lo}_${n.lo}`), shift: m.lo + n.lo, negative: false });
    }
  return terms;
}

function parts(p: Parts, word: NodeId, most: number): { word: NodeId; lo: number }[] {
  const width = p.width(word);
  const found: { word: NodeId; lo: number }[] = [];
  let lo = 0;
  for (; width - lo > most; lo += most - 1)
    found.push({ word: p.join(p.const(1, 0n), p.slice(word, lo, most - 1)), lo });
  return [...found, { word: p.slice(word, lo, width - lo), lo }];
}

/** The sum of all terms, neighbours first; only its low `width` bits are due. */
function total(p: Parts, terms: readonly Term[], width: number, limits: Limits): NodeId {
  if (terms.length === 0) return p.const(width, 0n);
  let row = terms.filter((t) => t.shift < width).map((t) => ({ ...t, word: low(p, t.word, width - t.shift) }));
  for (let level = 0; row.length > 1; level++) {
    const next: Term[] = [];
    for (let i = 0; i < row.length; i += 2) {
      if (i + 1 === row.length) next.push(row[i]);
      else next.push(pair(p, row[i], row[i + 1], width, limits, `sum${level}_${i >> 1}`));
    }
    row = next;
  }
  const [{ word, shift, negative }] = row;
  const placed = p.signedTo(shift > 0 ? p.join(word, p.const(shift, 0n)) : word, width);
  return negative ? sum(p, 'sub', p.const(width, 0n), placed, limits, 'sum') : placed;
}

function low(p: Parts, word: NodeId, width: number): NodeId {
  return p.width(word) > width ? p.slice(word, 0, width) : word;
}

function pair(p: Parts, first: Term, second: Term, width: number, limits: Limits, name: string): Term {
  const [a, b] = first.shift <= second.shift ? [first, second] : [second, first];
  const apart = b.shift - a.shift;
  const shift = a.shift;
  const room = width - shift;
  // Below the upper word the lower one passes, where it is not subtracted.
  if (a.negative === b.negative && apart > 0 && apart < p.width(a.word)) {
    const above = p.slice(a.word, apart, p.width(a.word) - apart);
    const size = Math.min(room - apart, Math.max(p.width(above), p.width(b.word)) + 1);
    const high = sum(p, 'add', p.signedTo(b.word, size), p.signedTo(above, size), limits, name);
    return { word: p.join(high, p.slice(a.word, 0, apart)), shift, negative: a.negative };
  }
  const raised = apart > 0 ? p.join(b.word, p.const(apart, 0n)) : b.word;
  const size = Math.min(room, Math.max(p.width(a.word), p.width(raised)) + 1);
  const [x, y] = [p.signedTo(raised, size), p.signedTo(a.word, size)];
  if (a.negative === b.negative) return { word: sum(p, 'add', x, y, limits, name), shift, negative: a.negative };
  const [plus, minus] = b.negative ? [y, x] : [x, y];
  return { word: sum(p, 'sub', plus, minus, limits, name), shift, negative: false };
}

function sum(p: Parts, op: 'add' | 'sub', a: NodeId, b: NodeId, limits: Limits, name: string): NodeId {
  const made = p.width(a) > limits.carryBits ? splitSum(p, op, a, b, limits.carryBits) : p.two(op, a, b);
  return p.named(made, name);
}
