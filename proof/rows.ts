/**
 * The rows of a sweep as a function of their number, so that any part of them can be run anywhere. They come in a spread
 * order: every first part of it sees high and low bits of all operands.
 */
import { Random } from '../cosim/vectors/random.ts';
import { cornerWords } from '../generators/formats/corners.ts';
import { type Format, type Type, widthOf } from '../generators/formats/format.ts';
import { elementOf } from '../generators/ir/ir.ts';

export interface RowSpace {
  readonly count: number;
  /** Rows that are told exactly in every mode, whatever else is: all where they are exhaustive, otherwise the corners. */
  isCorner(row: number): boolean;
  /** All operands in one word, the first in the lowest bits. */
  word(row: number): bigint;
}

/** Every input word of so many bits. */
export function everyInput(bits: number): RowSpace {
  const count = 2 ** bits;
  const at = spread(count);
  return { count, isCorner: () => true, word: (row) => BigInt(at(row)) };
}

/** Corners against corners, and `random` random rows from a seed. */
export function sampled(types: readonly Type[], random: number, seed: number): RowSpace {
  const slots = types.flatMap(scalars);
  const corners = slots.map((f) => cornerWords(f));
  const pairs = cornerPairs(corners);
  const at = spread(pairs.count + random);
  const packed = (words: readonly bigint[]) =>
    words.reduceRight((all, word, i) => (all << BigInt(widthOf(slots[i]))) | word, 0n);
  return {
    count: pairs.count + random,
    isCorner: (row) => at(row) < pairs.count,
    word(row) {
      const place = at(row);
      const generator = new Random(seed * 2 ** 32 + place);
      return packed(place < pairs.count ? pairs.words(place, generator) : randomWords(slots, corners, generator));
    },
  };
}

/** The formats of a type's elements, first to last. */
function scalars(type: Type): Format[] {
  return type.kind === 'vector' ? Array.from({ length: type.length }, () => elementOf(type)) : [type];
}

/** More operands than these are met by random rows alone, a quarter of whose words are corners. */
const MOST_OPERANDS = 4;

/** Every corner of an operand with every corner of each other one; what else there is takes corners at random. */
function cornerPairs(corners: readonly (readonly bigint[])[]) {
  const many = corners.length > MOST_OPERANDS;
  const places = corners.flatMap((_, i) => corners.slice(i + 1).map((_, k) => [i, i + 1 + k] as const));
  const list = many ? [] : corners.length === 1 ? [[0, 0] as const] : places;
  const sizes = list.map(([i, j]) => corners[i].length * (i === j ? 1 : corners[j].length));
  return {
    count: sizes.reduce((sum, n) => sum + n, 0),
    words(place: number, random: Random): bigint[] {
      let rest = place;
      let which = 0;
      while (rest >= sizes[which]) rest -= sizes[which++];
      const [i, j] = list[which];
      const words = corners.map((c) => c[random.below(c.length)]);
      words[i] = corners[i][rest % corners[i].length];
      if (i !== j) words[j] = corners[j][Math.floor(rest / corners[i].length)];
      return words;
    },
  };
}

/**
 * Random words. Uniform floats of many exponent bits hardly ever meet, so half of the rows have exponents near each other;
 * their mantissas are uniform, or have few bits set or few clear.
 */
function randomWords(slots: readonly Format[], corners: readonly (readonly bigint[])[], random: Random): bigint[] {
  const near = random.below(2) === 1;
  const share = random.below(1 << 16) / (1 << 16);
  return slots.map((f, i) => {
    if (random.below(4) === 0) return corners[i][random.below(corners[i].length)];
    const word = uniform(widthOf(f), random);
    if (f.kind === 'fixed') return word;
    const man = BigInt(f.man);
    const mantissa = sparse(f.man, random);
    if (!near) return ((word >> man) << man) | mantissa;
    const fields = 2 ** f.exp;
    const around = Math.floor(share * fields) + random.below(2 * f.man + 5) - f.man - 2;
    const field = Math.min(Math.max(around, 0), fields - 1);
    const sign = f.signed ? (word & 1n) << BigInt(f.exp + f.man) : 0n;
    return sign | (BigInt(field) << man) | mantissa;
  });
}

function uniform(bits: number, random: Random): bigint {
  let word = 0n;
  for (let have = 0; have < bits; have += 32) word = (word << 32n) | BigInt(random.next());
  return BigInt.asUintN(bits, word);
}

function sparse(bits: number, random: Random): bigint {
  const kind = random.below(4);
  if (bits === 0 || kind < 2) return uniform(bits, random);
  let word = 0n;
  for (let n = random.below(4); n > 0; n--) word |= 1n << BigInt(random.below(bits));
  return kind === 2 ? word : BigInt.asUintN(bits, ~word);
}

/** A permutation of 0 .. count - 1 by steps near the golden ratio of count: its first n places are spread over all. */
function spread(count: number): (row: number) => number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let step = Math.max(1, Math.round(count * 0.6180339887));
  while (gcd(step, count) !== 1) step++;
  // Both factors are below 2^26, so that the product is exact in a double.
  return (row) => (row * step) % count;
}
