/** What is known of a word in every cycle: bits that are constant, and its range in both readings. */

export interface Interval {
  readonly lo: bigint;
  readonly hi: bigint;
}

export interface Facts {
  readonly width: number;
  /** Bits that are always 0, as a mask. */
  readonly zeros: bigint;
  /** Bits that are always 1. */
  readonly ones: bigint;
  /** Range of the unsigned reading. */
  readonly u: Interval;
  /** Range of the two's complement reading. */
  readonly s: Interval;
}

export function mask(width: number): bigint {
  return (1n << BigInt(width)) - 1n;
}

/** Bits of a non-negative number; 0 has none. */
export function bitLength(n: bigint): number {
  if (n <= 0xffffffffn) return 32 - Math.clz32(Number(n));
  const hex = n.toString(16);
  return 4 * (hex.length - 8) + bitLength(BigInt(`0x${hex.slice(0, 8)}`));
}

/** Low bits that are all 1. */
export function trailingOnes(n: bigint): number {
  return bitLength(n ^ (n + 1n)) - 1;
}

/** The least interval that holds all of these; there is at least one. */
export function span(points: readonly bigint[]): Interval {
  let [lo, hi] = [points[0], points[0]];
  for (const point of points) {
    if (point < lo) lo = point;
    if (point > hi) hi = point;
  }
  return { lo, hi };
}

function meet(a: Interval, b: Interval): Interval {
  return { lo: span([a.lo, b.lo]).hi, hi: span([a.hi, b.hi]).lo };
}

function hull(a: Interval, b: Interval): Interval {
  return span([a.lo, a.hi, b.lo, b.hi]);
}

function moved({ lo, hi }: Interval, by: bigint): Interval {
  return { lo: lo + by, hi: hi + by };
}

export function unsignedRange(width: number): Interval {
  return { lo: 0n, hi: mask(width) };
}

export function signedRange(width: number): Interval {
  const half = 1n << BigInt(width - 1);
  return { lo: -half, hi: half - 1n };
}

/**
 * The facts that these parts imply together: bits bound ranges, ranges fix bits, and each reading bounds the other.
 * Undefined where they contradict each other: no word is like that.
 */
export function imply(width: number, known: Partial<Omit<Facts, 'width'>>): Facts | undefined {
  const all = mask(width);
  const half = 1n << BigInt(width - 1);
  const size = 1n << BigInt(width);
  let { zeros = 0n, ones = 0n, u = unsignedRange(width), s = signedRange(width) } = known;
  for (let round = 0; round < 2; round++) {
    u = meet(u, { lo: ones, hi: all & ~zeros });
    const [least, most] = [ones | (half & ~zeros), all & ~zeros & ~(half & ~ones)];
    s = meet(s, { lo: BigInt.asIntN(width, least), hi: BigInt.asIntN(width, most) });
    if (u.hi < half) s = meet(s, u);
    else if (u.lo >= half) s = meet(s, moved(u, -size));
    if (s.lo >= 0n) u = meet(u, s);
    else if (s.hi < 0n) u = meet(u, moved(s, size));
    if (u.lo > u.hi || s.lo > s.hi || (zeros & ones) !== 0n) return undefined;
    const prefix = all & ~mask(bitLength(u.lo ^ u.hi));
    if (((ones | zeros) & prefix) === prefix) break;
    ones |= u.lo & prefix;
    zeros |= prefix & ~u.lo;
  }
  return { width, zeros, ones, u, s };
}

export function anything(width: number): Facts {
  return { width, zeros: 0n, ones: 0n, u: unsignedRange(width), s: signedRange(width) };
}

export function exactly(width: number, word: bigint): Facts {
  const signed = BigInt.asIntN(width, word);
  return { width, zeros: mask(width) & ~word, ones: word, u: { lo: word, hi: word }, s: { lo: signed, hi: signed } };
}

/** Facts of a word that is one or the other. */
export function either(a: Facts, b: Facts): Facts {
  const both = { zeros: a.zeros & b.zeros, ones: a.ones & b.ones, u: hull(a.u, b.u), s: hull(a.s, b.s) };
  return imply(a.width, both) ?? anything(a.width);
}

export function sameFacts(a: Facts, b: Facts): boolean {
  const same = (x: Interval, y: Interval) => x.lo === y.lo && x.hi === y.hi;
  return a.zeros === b.zeros && a.ones === b.ones && same(a.u, b.u) && same(a.s, b.s);
}

/** The word, where it is always the same. */
export function constantOf({ u }: Facts): bigint | undefined {
  return u.lo === u.hi ? u.lo : undefined;
}

/** Bits that the unsigned reading takes, at least 1. */
export function unsignedBits({ u }: Facts): number {
  return Math.max(1, bitLength(u.hi));
}

/** Bits that the two's complement reading takes, sign included. */
export function signedBits({ s }: Facts): number {
  return 1 + Math.max(bitLength(s.lo < 0n ? ~s.lo : s.lo), bitLength(s.hi < 0n ? ~s.hi : s.hi));
}

/** Low bits that are always 0. */
export function trailingZeros({ zeros }: Facts): number {
  return trailingOnes(zeros);
}
