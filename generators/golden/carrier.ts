/**
 * How generated JavaScript carries a word: as an integer congruent to it modulo 2^width, of known range. The range picks
 * the cheapest type that holds it, so a word is reduced to its unsigned or signed reading only where one is asked for.
 */

/** `int`: a number in the int32 range. `num`: a number holding an exact integer. `big`: a bigint. */
export type Kind = 'int' | 'num' | 'big';

export interface Range {
  readonly lo: bigint;
  readonly hi: bigint;
}

export interface Carrier extends Range {
  /** A JavaScript primary expression: an identifier or a literal. */
  readonly code: string;
  readonly kind: Kind;
}

export const INT32: Range = { lo: -(1n << 31n), hi: (1n << 31n) - 1n };
/** Integers that doubles carry exactly. */
export const EXACT: Range = { lo: -(1n << 53n), hi: (1n << 53n) - 1n };

/** Bits that the exact range of doubles serves in either reading. */
export const EXACT_BITS = 53;

export function within(inner: Range, outer: Range): boolean {
  return inner.lo >= outer.lo && inner.hi <= outer.hi;
}

export function kindOf(range: Range): Kind {
  return within(range, INT32) ? 'int' : within(range, EXACT) ? 'num' : 'big';
}

export function unsignedRange(width: number): Range {
  return { lo: 0n, hi: (1n << BigInt(width)) - 1n };
}

export function signedRange(width: number): Range {
  const half = 1n << BigInt(width - 1);
  return { lo: -half, hi: half - 1n };
}

/** The least range that holds all of these; there is at least one. */
export function hull(ranges: readonly Range[]): Range {
  let { lo, hi } = ranges[0];
  for (const range of ranges) {
    if (range.lo < lo) lo = range.lo;
    if (range.hi > hi) hi = range.hi;
  }
  return { lo, hi };
}

export function shiftRange({ lo, hi }: Range, right: number): Range {
  return { lo: lo >> BigInt(right), hi: hi >> BigInt(right) };
}

/** Results of and, or, xor of such integers, read as infinite two's complement. */
export function bitwiseRange(a: Range, b: Range): Range {
  const both = hull([a, b]);
  const magnitude = -both.lo - 1n > both.hi ? -both.lo - 1n : both.hi;
  const top = 1n << BigInt(magnitude.toString(2).length);
  return { lo: both.lo < 0n ? -top : 0n, hi: top - 1n };
}

/** `bitwiseRange` of an and: an operand without sign bounds what it lets through. */
export function andRange(a: Range, b: Range): Range {
  const [bound] = [a, b].filter((x) => x.lo >= 0n).toSorted((x, y) => (x.hi < y.hi ? -1 : 1));
  return bound ? { lo: 0n, hi: bound.hi } : bitwiseRange(a, b);
}

export function literal(value: bigint, kind: Kind): string {
  const digits = kind === 'big' ? `${value}n` : `${value}`;
  return value < 0n ? `(${digits})` : digits;
}

export function constant(value: bigint): Carrier {
  const kind = kindOf({ lo: value, hi: value });
  return { code: literal(value, kind), kind, lo: value, hi: value };
}
