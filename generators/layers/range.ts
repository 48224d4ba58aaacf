import { fixedValue } from '../exact/decode.ts';
import { Rational } from '../exact/rational.ts';
import { fixedFormat } from '../formats/build.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { rawRange } from '../formats/range.ts';

/** What is known of a value: it lies in lo..hi and is a whole multiple of 2^-frac; without `frac`, of no power of two. */
export interface Range {
  readonly lo: Rational;
  readonly hi: Rational;
  readonly frac: number | undefined;
}

export function rangeOf(format: FixedFormat): Range {
  const { min, max } = rawRange(format);
  return { lo: fixedValue(min, format), hi: fixedValue(max, format), frac: fracOf(format) };
}

/** The range of one number with finitely many binary digits. */
export function constantRange(value: Rational): Range & { readonly frac: number } {
  return { lo: value, hi: value, frac: fractionBits(value) };
}

export function addRanges(a: Range, b: Range): Range {
  return { lo: a.lo.add(b.lo), hi: a.hi.add(b.hi), frac: finer(a, b) };
}

export function scaleRange(a: Range, factor: Range): Range {
  const ends = [a.lo, a.hi].flatMap((x) => [x.mul(factor.lo), x.mul(factor.hi)]);
  const frac = a.frac === undefined || factor.frac === undefined ? undefined : a.frac + factor.frac;
  return { lo: ends.reduce(least), hi: ends.reduce(most), frac };
}

/** Holds the values of all. */
export function unionOf(ranges: readonly Range[]): Range {
  return ranges.reduce((a, b) => ({ lo: least(a.lo, b.lo), hi: most(a.hi, b.hi), frac: finer(a, b) }));
}

/** min(max(x, lo), hi) for bounds that may be left out. */
export function clampRange(a: Range, lo: Rational, hi?: Rational): Range {
  const clamp = (x: Rational) => (hi ? least(most(x, lo), hi) : most(x, lo));
  const bounds = [constantRange(lo), ...(hi ? [constantRange(hi)] : [])];
  return { lo: clamp(a.lo), hi: clamp(a.hi), frac: bounds.reduce(finerRange, a).frac };
}

/** The narrowest format that holds every value of the range. */
export function smallestFormat({ lo, hi, frac }: Range & { readonly frac: number }): FixedFormat {
  const signed = lo.sign() < 0;
  const ulps = (x: Rational) => x.mul(Rational.pow2(frac));
  const [least, most] = [ulps(lo).ceil(), ulps(hi).floor()];
  const width = Math.max(bits(most) + (signed ? 1 : 0), signed ? bits(-least - 1n) + 1 : 1, 1);
  return fixedFormat(signed, width, width - frac);
}

/** The narrowest format with `frac` fraction bits that stores all these integers. */
export function formatOfAll(raws: readonly bigint[], frac: number): FixedFormat {
  const signed = raws.some((r) => r < 0n);
  const bits = Math.max(...raws.map((r) => (r < 0n ? -r - 1n : r)).map((r) => (r === 0n ? 0 : r.toString(2).length)));
  const width = Math.max(1, bits + (signed ? 1 : 0));
  return fixedFormat(signed, width, width - frac);
}

/** One format for each range: of one width and signedness, each with as many integer bits as it needs. */
export function formatsByChannel(ranges: readonly (Range & { readonly frac: number })[]): FixedFormat[] {
  const signed = ranges.some((r) => r.lo.sign() < 0);
  const sizes = ranges.map((r) => {
    const own = smallestFormat(r);
    return signed && !own.signed ? fixedFormat(true, own.width + 1, own.int + 1) : own;
  });
  const width = Math.max(...sizes.map((f) => f.width));
  return sizes.map((f) => fixedFormat(signed, width, f.int));
}

/** Digits behind the binary point, negative where the last ones before it are zero. The number must have finitely many. */
export function fractionBits(value: Rational): number {
  if (value.den !== 1n) return value.den.toString(2).length - 1;
  let frac = 0;
  for (let n = value.num; n !== 0n && n % 2n === 0n; n /= 2n) frac -= 1;
  return frac;
}

const least = (a: Rational, b: Rational) => (b.lt(a) ? b : a);
const most = (a: Rational, b: Rational) => (a.lt(b) ? b : a);
const bits = (n: bigint) => (n <= 0n ? 0 : n.toString(2).length);

function finer(a: Range, b: Range): number | undefined {
  return a.frac === undefined || b.frac === undefined ? undefined : Math.max(a.frac, b.frac);
}

function finerRange(a: Range, b: Range): Range {
  return { ...a, frac: finer(a, b) };
}
