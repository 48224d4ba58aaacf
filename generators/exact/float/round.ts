/** Rounding of a result into a float format, with the exceptions that it raises (IEEE 754, sections 7.4 to 7.6). */

import { maxFiniteCode, minExponent, nanWord } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { FloatOverflow } from '../../formats/modes.ts';
import { decode, magnitudeOf } from '../decode.ts';
import { type Direction, encodeFloat, roundMagnitude, roundUnbounded } from '../encode-float.ts';
import { Rational } from '../rational.ts';
import type { ExactScalar } from '../value.ts';
import { FLAGS, type FlagSet, LOST_DOWNWARDS, LOST_UPWARDS, NO_FLAGS } from './flags.ts';
import { finite, isInfinite, isNegative, isZero, type Outcome } from './values.ts';

export interface FloatMode {
  readonly rounding: Direction;
  readonly overflow: FloatOverflow;
}

/**
 * The value of the format that `encodeFloat` chooses, and what got lost: nothing is replaced without a flag.
 *
 * - Overflow, inexact: the rounded magnitude exceeds the largest finite value; or the value is an infinity, and the format or
 *   SAT puts something else in its place.
 * - Underflow, inexact: the result differs from a value that is tiny, which means: rounded as if the exponent had no lower
 *   end, its magnitude is below the smallest normal value (tininess after rounding). Zero is tiny to a format without zero.
 * - Inexact: the result differs from the value in any other way.
 * - Invalid: NaN into a format without NaN; a negative value into a format without sign.
 */
export function roundFloat(value: ExactScalar, f: FloatFormat, { rounding, overflow }: FloatMode): Outcome {
  const rounded = decode(encodeFloat(value, f, rounding, overflow), f);
  return { value: rounded, flags: losses(value, rounded, f, rounding) };
}

function losses(value: ExactScalar, rounded: ExactScalar, f: FloatFormat, rounding: Direction): FlagSet {
  if (value === 'nan') return nanWord(f) === undefined ? FLAGS.invalid : NO_FLAGS;
  if (isZero(value)) return f.zero ? NO_FLAGS : LOST_DOWNWARDS;
  if (isNegative(value) && !f.signed) return FLAGS.invalid;
  if (isInfinite(value)) return value === rounded ? NO_FLAGS : LOST_UPWARDS;
  const number = finite(value);
  if (rounded instanceof Rational && rounded.eq(number)) return NO_FLAGS;
  const [magnitude, negative] = [number.abs(), isNegative(value)];
  if (magnitudeOf(maxFiniteCode(f), f).lt(roundMagnitude(magnitude, f, rounding, negative))) return LOST_UPWARDS;
  const tiny = roundUnbounded(magnitude, f, rounding, negative).lt(Rational.pow2(minExponent(f)));
  return tiny ? LOST_DOWNWARDS : FLAGS.inexact;
}
