/** Sums and products before rounding, with the special values that IEEE 754, sections 6.1, 6.3 and 7.2, gives them. */

import type { Direction } from '../encode-float.ts';
import { Rational } from '../rational.ts';
import type { ExactScalar } from '../value.ts';
import { FLAGS, type FlagSet, NO_FLAGS } from './flags.ts';
import {
  finite,
  INVALID,
  infinity,
  isInfinite,
  isNegative,
  isZero,
  NAN,
  type Outcome,
  quietly,
  signed,
  zero,
} from './values.ts';

/**
 * The exact product of any number of factors. NaN if any is NaN; invalid where a zero meets an infinity; the sign is the
 * exclusive or of the signs, for zeros and infinities too.
 */
export function productOf(factors: readonly ExactScalar[]): Outcome {
  if (factors.includes('nan')) return NAN;
  const negative = factors.filter(isNegative).length % 2 === 1;
  if (factors.some(isInfinite)) return factors.some(isZero) ? INVALID : quietly(infinity(negative));
  const magnitude = factors.reduce<Rational>((product, x) => product.mul(finite(x).abs()), Rational.ONE);
  return quietly(signed(magnitude, negative));
}

/**
 * The exact sum of any number of terms, at least one. NaN if any is NaN; invalid where infinities of both signs meet. A sum
 * that is zero has the sign of its terms if all are zeros of one sign; otherwise it is +0, and -0 under RDN.
 */
export function sumOf(terms: readonly ExactScalar[], rounding: Direction): Outcome {
  const opposed = terms.includes('+inf') && terms.includes('-inf');
  if (opposed) return INVALID;
  if (terms.includes('nan')) return NAN;
  const infinite = terms.find(isInfinite);
  if (infinite) return quietly(infinite);
  const sum = terms.reduce<Rational>((total, x) => total.add(finite(x)), Rational.ZERO);
  if (sum.sign() !== 0) return quietly(sum);
  const likeZeros = terms.every((x) => isZero(x) && isNegative(x) === isNegative(terms[0]));
  return quietly(zero(likeZeros ? isNegative(terms[0]) : rounding === 'RDN'));
}

/** The exact sum of terms that have raised exceptions themselves. */
export function sumOfOutcomes(terms: readonly Outcome[], rounding: Direction): Outcome {
  const sum = sumOf(
    terms.map((t) => t.value),
    rounding,
  );
  return { value: sum.value, flags: sum.flags | raised(terms) };
}

/** All exceptions of a computation's steps. */
export function raised(steps: readonly Outcome[]): FlagSet {
  return steps.reduce((all, step) => all | step.flags, NO_FLAGS);
}

/**
 * The exact quotient. 0/0 and inf/inf are invalid; a finite number other than zero by zero is an infinity and raises divide
 * by zero (IEEE 754, section 7.3: an infinity by zero does not).
 */
export function quotientOf(a: ExactScalar, b: ExactScalar): Outcome {
  if (a === 'nan' || b === 'nan') return NAN;
  const negative = isNegative(a) !== isNegative(b);
  if (isInfinite(a)) return isInfinite(b) ? INVALID : quietly(infinity(negative));
  if (isInfinite(b)) return quietly(zero(negative));
  if (isZero(b)) return isZero(a) ? INVALID : { value: infinity(negative), flags: FLAGS.divideByZero };
  return quietly(signed(finite(a).div(finite(b)).abs(), negative));
}
