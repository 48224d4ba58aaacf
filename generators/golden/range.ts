/** Ranges of integers: what a compiled golden model knows of the number that stands for a word. */
export interface Range {
  readonly lo: bigint;
  readonly hi: bigint;
}

export function within(inner: Range, outer: Range): boolean {
  return inner.lo >= outer.lo && inner.hi <= outer.hi;
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

export function sumRange(a: Range, b: Range): Range {
  return { lo: a.lo + b.lo, hi: a.hi + b.hi };
}

export function differenceRange(a: Range, b: Range): Range {
  return { lo: a.lo - b.hi, hi: a.hi - b.lo };
}

export function productRange(a: Range, b: Range): Range {
  return hull([a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi].map((x) => ({ lo: x, hi: x })));
}

export function shiftRange({ lo, hi }: Range, right: number): Range {
  return { lo: lo >> BigInt(right), hi: hi >> BigInt(right) };
}

/** Results of and, or, xor of such integers, read as infinite two's complement. */
export function bitwiseRange(a: Range, b: Range): Range {
  const both = hull([a, b]);
  const magnitude = -both.lo - 1n > both.hi ? -both.lo - 1n : both.hi;
  const top = magnitude === 0n ? 1n : 1n << BigInt(magnitude.toString(2).length);
  return { lo: both.lo < 0n ? -top : 0n, hi: top - 1n };
}

/** `bitwiseRange` of an and: an operand without sign bounds what it lets through. */
export function andRange(a: Range, b: Range): Range {
  const [bound] = [a, b].filter((x) => x.lo >= 0n).toSorted((x, y) => (x.hi < y.hi ? -1 : 1));
  return bound ? { lo: 0n, hi: bound.hi } : bitwiseRange(a, b);
}
