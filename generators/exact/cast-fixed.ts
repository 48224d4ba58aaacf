/**
 * Casts into fixed point by definition: the modes of ap_fixed (AMD UG1399, "Arbitrary Precision Fixed-Point Data Types")
 * as statements about numbers. All of them turn out to depend on the exact value alone, never on the source format.
 */

import { invariant } from '../diagnostics/diagnostic.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import type { Overflow, Quantization } from '../formats/modes.ts';
import { rawRange } from '../formats/range.ts';
import { Rational } from './rational.ts';

/**
 * The word of `value` in the format `to`. The value is counted in units of the destination's ulp, quantised to an
 * integer, and brought into range by the overflow mode if it lies outside.
 */
export function castFixed(value: Rational, to: FixedFormat, q: Quantization, o: Overflow): bigint {
  const ulps = value.mul(Rational.pow2(fracOf(to)));
  const rounded = quantize(ulps, q);
  const raw = fits(rounded, to, o) ? rounded : overflowed(rounded, ulps.floor(), to, o);
  return BigInt.asUintN(to.width, raw);
}

/** The integer that a quantisation mode chooses for a number. */
export function quantize(x: Rational, q: Quantization): bigint {
  const below = x.floor();
  if (x.isInteger()) return below;
  const above = below + 1n;
  const towardsZero = x.sign() < 0 ? above : below;
  if (q === 'TRN') return below;
  if (q === 'TRN_ZERO') return towardsZero;
  const half = x.sub(Rational.of(below)).cmp(HALF);
  if (half !== 0) return half < 0 ? below : above;
  switch (q) {
    case 'RND':
      return above;
    case 'RND_MIN_INF':
      return below;
    case 'RND_ZERO':
      return towardsZero;
    case 'RND_INF':
      return towardsZero === below ? above : below;
    case 'RND_CONV':
      return below % 2n === 0n ? below : above;
  }
}

const HALF = Rational.of(1, 2);

function fits(n: bigint, to: FixedFormat, o: Overflow): boolean {
  const { min, max } = rawRange(to);
  return n <= max && n >= (o.mode === 'SAT_SYM' ? symmetricMin(to) : min);
}

/**
 * SAT_SYM gives up the most negative value. ap_fixed does not where the width is one bit and nothing negative would be
 * left: -1 ulp then stays (SystemC gives 0).
 */
function symmetricMin(to: FixedFormat): bigint {
  const { min } = rawRange(to);
  return to.signed && to.width > 1 ? min + 1n : min;
}

/** The raw value, as any integer with the right low bits, of a rounded number outside the range. */
function overflowed(n: bigint, truncated: bigint, to: FixedFormat, o: Overflow): bigint {
  switch (o.mode) {
    case 'SAT':
      return n < 0n ? rawRange(to).min : rawRange(to).max;
    case 'SAT_SYM':
      return n < 0n ? symmetricMin(to) : rawRange(to).max;
    case 'SAT_ZERO':
      return 0n;
    case 'WRAP':
      return o.saturatedBits === 0 ? n : withSaturatedTop(n, n, to, o.saturatedBits);
    case 'WRAP_SM':
      return signMagnitude(n, truncated, to, o.saturatedBits);
  }
}

/**
 * The low W-N bits of `n` under N saturated bits: those of the largest value of the destination, or of its smallest where
 * `sign` is negative. Into an unsigned destination ap_fixed saturates the N bits upwards even for negative numbers
 * (SystemC clears them).
 */
function withSaturatedTop(n: bigint, sign: bigint, to: FixedFormat, saturatedBits: number): bigint {
  const { min, max } = rawRange(to);
  const end = to.signed && sign < 0n ? min : max;
  const low = 1n << BigInt(to.width - saturatedBits);
  return floorDiv(end, low) * low + floorMod(n, low);
}

/**
 * WRAP_SM: where the bit that must stand on top differs from the one that wrapping left there, the remaining bits are
 * complemented, so that values run back and forth instead of jumping (sign-magnitude thinking, done in two's complement).
 *
 * N = 0: the top bit becomes the lowest bit lost, that of weight 2^W. ap_fixed takes that bit from the number before
 * rounding, which shows when rounding carries into it (SystemC takes it afterwards).
 * N = 1: the top bit becomes the sign.
 * N > 1: the top bits saturate; the bits below are complemented where the lowest of the N bits equals the sign.
 */
function signMagnitude(n: bigint, truncated: bigint, to: FixedFormat, saturatedBits: number): bigint {
  invariant(to.signed, 'WRAP_SM into unsigned');
  const w = to.width;
  const negative = n < 0n;
  const complement = -1n - n;
  if (saturatedBits === 0) return bit(truncated, w) === bit(n, w - 1) ? n : complement;
  if (saturatedBits === 1) return negative === bit(n, w - 1) ? n : complement;
  const low = negative === bit(n, w - saturatedBits) ? complement : n;
  return withSaturatedTop(low, n, to, saturatedBits);
}

/** Whether the digit of weight 2^k is set in the two's complement expansion of n. */
function bit(n: bigint, k: number): boolean {
  return floorMod(floorDiv(n, 1n << BigInt(k)), 2n) === 1n;
}

function floorDiv(n: bigint, d: bigint): bigint {
  return Rational.of(n, d).floor();
}

function floorMod(n: bigint, d: bigint): bigint {
  return n - floorDiv(n, d) * d;
}
