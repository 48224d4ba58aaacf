import { magnitudeOf } from '../../exact/decode.ts';
import { roundToWhole } from '../../exact/encode-float.ts';
import { type FloatUse, floatResult, give, modeOf } from '../../exact/float/deliver.ts';
import { FLAGS, LOST_UPWARDS, NO_FLAGS } from '../../exact/float/flags.ts';
import { type FloatMode, roundFloat } from '../../exact/float/round.ts';
import {
  finite,
  infinity,
  isInfinite,
  isNegative,
  isZero,
  type Outcome,
  quietly,
  signed,
} from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';
import { maxFiniteCode } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';

/** a rounded to a whole number that is a value of the same format (IEEE 754, sections 5.3.1 and 5.9). */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return give(integral(scalarOf(args[0]), floatResult(use), modeOf(args, use)), use);
}

function integral(a: ExactScalar, f: FloatFormat, mode: FloatMode): Outcome {
  if (a === 'nan' || isZero(a)) return quietly(a);
  if (isInfinite(a)) return mode.overflow === 'IEEE' ? quietly(a) : beyond(isNegative(a), f, mode);
  const [magnitude, negative] = [finite(a).abs(), isNegative(a)];
  const whole = Rational.of(roundToWhole(magnitude, mode.rounding, negative));
  // Only where the largest finite value is no whole number can the whole number above a value be missing.
  if (largest(f).lt(whole)) return beyond(negative, f, mode);
  return { value: wholeNumber(whole, negative, f), flags: whole.eq(magnitude) ? NO_FLAGS : FLAGS.inexact };
}

/** Overflow: infinity or NaN; where there is neither, and under SAT, the largest whole number of the format. */
function beyond(negative: boolean, f: FloatFormat, { overflow }: FloatMode): Outcome {
  const special = roundFloat(infinity(negative), f, { rounding: 'RNE', overflow }).value;
  const value = special instanceof Rational ? wholeNumber(Rational.of(largest(f).floor()), negative, f) : special;
  return { value, flags: LOST_UPWARDS };
}

/** A whole number of the format; its zero has no sign where the format has no -0. */
function wholeNumber(magnitude: Rational, negative: boolean, f: FloatFormat): ExactScalar {
  return roundFloat(signed(magnitude, negative), f, { rounding: 'RNE', overflow: 'IEEE' }).value;
}

function largest(f: FloatFormat): Rational {
  return magnitudeOf(maxFiniteCode(f), f);
}
