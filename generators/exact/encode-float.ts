/** Rounding into float formats by definition (IEEE 754, sections 4.3 and 7.4). */

import { hasNegativeZero, maxFiniteCode, minExponent, nanWord, signBit } from '../formats/float-codes.ts';
import type { FloatFormat } from '../formats/format.ts';
import type { FloatOverflow, FloatRounding } from '../formats/modes.ts';
import { magnitudeOf } from './decode.ts';
import { encodeExact, tryEncode } from './encode.ts';
import { floorLog2, Rational } from './rational.ts';
import type { ExactScalar } from './value.ts';

/**
 * Stochastic rounding with its random number, so that the result is deterministic: the part below the last place is cut to
 * `bits` bits, and rounds away from zero where adding `random` (0 to 2^bits - 1) to these bits carries.
 */
export interface Stochastic {
  readonly bits: number;
  readonly random: bigint;
}

/** How a number between two values of a format is sent to one of them. */
export type Direction = FloatRounding | Stochastic;

/**
 * The word of `value`, correctly rounded.
 *
 * - The value is rounded as if the exponent had no upper end; a result above the largest finite value overflows.
 * - Overflow, `IEEE`: infinity, or NaN in formats that have none, or the largest finite value in formats that have neither.
 *   Where the rounding direction points back to the finite values (RTZ; RUP of negative, RDN of positive numbers), the
 *   largest finite value. `SAT`: the largest finite value.
 * - Infinity is infinity where the format has it; otherwise, and with `SAT` always (OCP FP8, section 5.2), it overflows as
 *   under RNE.
 * - Subnormals are results like others. A format without them rounds as if the exponent had no lower end either, and what is
 *   then below the smallest normal value becomes the zero of its sign, in every rounding mode (tininess after rounding).
 * - Ties of RNE go to the even code, which for M = 0 means the even exponent field (as P3109; IEEE 754 leaves no
 *   evenness there).
 * - Zero keeps its sign; formats without a negative zero (FNUZ) give +0 for it and for negative underflow.
 * - NaN is the format's NaN word; in formats without NaN the largest finite value, as NVIDIA's conversions do.
 * - Without a sign (E8M0) negative numbers and -infinity are NaN. Without zero, numbers from 0 to the smallest value
 *   become the smallest value.
 */
export function encodeFloat(value: ExactScalar, f: FloatFormat, rounding: Direction, overflow: FloatOverflow): bigint {
  if (value === 'nan') return notANumber(f);
  if (value === '-0') return zero(true, f);
  if (!(value instanceof Rational)) {
    const negative = value === '-inf';
    return negative && !f.signed ? notANumber(f) : beyond(negative, f, overflow);
  }
  const negative = value.sign() < 0;
  if (negative && !f.signed) return notANumber(f);
  if (value.sign() === 0) return zero(false, f);
  const magnitude = roundMagnitude(value.abs(), f, rounding, negative);
  if (max(f).lt(magnitude))
    return pointsInwards(rounding, negative) ? finite(max(f), negative, f) : beyond(negative, f, overflow);
  if (magnitude.sign() === 0) return zero(negative, f);
  return finite(magnitude, negative, f);
}

/**
 * The magnitude of a positive number (of a negative one, where told) in the precision of the format, as if its exponent had
 * no upper end; zero where the number underflows to it.
 */
export function roundMagnitude(x: Rational, f: FloatFormat, rounding: Direction, negative: boolean): Rational {
  const smallestNormal = Rational.pow2(minExponent(f));
  if (!f.zero && x.lt(smallestNormal)) return smallestNormal;
  if (f.subnormals && x.lt(smallestNormal)) return roundAt(minExponent(f), x, f, rounding, negative);
  const rounded = roundUnbounded(x, f, rounding, negative);
  return rounded.lt(smallestNormal) ? Rational.ZERO : rounded;
}

/** The same as if the exponent had no end at all: what IEEE 754, section 7.5, asks for tininess after rounding. */
export function roundUnbounded(x: Rational, f: FloatFormat, rounding: Direction, negative: boolean): Rational {
  return roundAt(floorLog2(x), x, f, rounding, negative);
}

/** Rounds to a multiple of the ulp that values of this exponent have. */
function roundAt(exponent: number, x: Rational, f: FloatFormat, rounding: Direction, negative: boolean): Rational {
  const quantum = Rational.pow2(exponent - f.man);
  // The code of the candidate below is even where its last mantissa bit is; without mantissa that is the exponent's.
  const even = (n: bigint) => (f.man > 0 || n === 0n ? n % 2n === 0n : (exponent + f.bias) % 2 === 0);
  return Rational.of(roundToWhole(x.div(quantum), rounding, negative, even)).mul(quantum);
}

/** A positive number (the magnitude of a negative one, where told) rounded to a whole number. `even` decides ties of RNE. */
export function roundToWhole(
  x: Rational,
  rounding: Direction,
  negative: boolean,
  even: (below: bigint) => boolean = (n) => n % 2n === 0n,
): bigint {
  const below = x.floor();
  const fraction = x.sub(Rational.of(below));
  return fraction.sign() !== 0 && roundsUp(fraction, even(below), rounding, negative) ? below + 1n : below;
}

/** Whether the larger magnitude is chosen for a fraction strictly between 0 and 1. */
function roundsUp(fraction: Rational, even: boolean, rounding: Direction, negative: boolean): boolean {
  if (typeof rounding !== 'string') {
    const cut = fraction.mul(Rational.pow2(rounding.bits)).floor();
    return cut + rounding.random >= 1n << BigInt(rounding.bits);
  }
  const half = fraction.cmp(Rational.of(1, 2));
  switch (rounding) {
    case 'RNE':
      return half > 0 || (half === 0 && !even);
    case 'RNA':
      return half >= 0;
    case 'RTZ':
      return false;
    case 'RUP':
      return !negative;
    case 'RDN':
      return negative;
  }
}

/** Whether a direction leads from beyond the largest finite value back to it. */
function pointsInwards(rounding: Direction, negative: boolean): boolean {
  return rounding === 'RTZ' || (rounding === 'RUP' && negative) || (rounding === 'RDN' && !negative);
}

function beyond(negative: boolean, f: FloatFormat, overflow: FloatOverflow): bigint {
  if (overflow === 'SAT') return finite(max(f), negative, f);
  return tryEncode(negative ? '-inf' : '+inf', f) ?? nanWord(f) ?? finite(max(f), negative, f);
}

function notANumber(f: FloatFormat): bigint {
  return nanWord(f) ?? maxFiniteCode(f);
}

/** The largest finite value. */
function max(f: FloatFormat): Rational {
  return magnitudeOf(maxFiniteCode(f), f);
}

function finite(magnitude: Rational, negative: boolean, f: FloatFormat): bigint {
  return encodeExact(negative ? magnitude.neg() : magnitude, f);
}

function zero(negative: boolean, f: FloatFormat): bigint {
  // Without zero, code 0 is the smallest value.
  return negative && hasNegativeZero(f) ? signBit(f) : 0n;
}
