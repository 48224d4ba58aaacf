/** What float operators ask of exact values: the sign of a zero, the number behind it, infinity. */

import { invariant } from '../../diagnostics/diagnostic.ts';
import { Rational } from '../rational.ts';
import type { ExactScalar } from '../value.ts';
import { FLAGS, type FlagSet, NO_FLAGS } from './flags.ts';

/** A value and the exceptions that came with it. */
export interface Outcome {
  readonly value: ExactScalar;
  readonly flags: FlagSet;
}

/** The result of an operation on NaN operands: every NaN is quiet, so nothing is signalled (IEEE 754, section 6.2). */
export const NAN: Outcome = Object.freeze({ value: 'nan', flags: NO_FLAGS });

/** The result of an operation that has none (IEEE 754, section 7.2). */
export const INVALID: Outcome = Object.freeze({ value: 'nan', flags: FLAGS.invalid });

/** A value that no exception came with; rounding may add some. */
export function quietly(value: ExactScalar): Outcome {
  return { value, flags: NO_FLAGS };
}

/** The sign bit of a value other than NaN. */
export function isNegative(x: ExactScalar): boolean {
  return x instanceof Rational ? x.sign() < 0 : x === '-0' || x === '-inf';
}

export function isInfinite(x: ExactScalar): x is '+inf' | '-inf' {
  return x === '+inf' || x === '-inf';
}

export function isZero(x: ExactScalar): boolean {
  return x === '-0' || (x instanceof Rational && x.sign() === 0);
}

/** The number that a finite value is; -0 is the number 0. */
export function finite(x: ExactScalar): Rational {
  if (x === '-0') return Rational.ZERO;
  invariant(x instanceof Rational, `${x} is not finite`);
  return x;
}

export function zero(negative: boolean): ExactScalar {
  return negative ? '-0' : Rational.ZERO;
}

export function infinity(negative: boolean): ExactScalar {
  return negative ? '-inf' : '+inf';
}

/** The magnitude with a sign, which a zero keeps. */
export function signed(magnitude: Rational, negative: boolean): ExactScalar {
  if (magnitude.sign() === 0) return zero(negative);
  return negative ? magnitude.neg() : magnitude;
}

/** The opposite sign; NaN stays. */
export function negated(x: ExactScalar): ExactScalar {
  if (x === 'nan') return x;
  return isInfinite(x) ? infinity(x === '+inf') : signed(finite(x).abs(), !isNegative(x));
}

/** -1, 0 or 1 as a is below, equal to or above b; zeros of either sign are equal. Neither may be NaN. */
export function compare(a: ExactScalar, b: ExactScalar): -1 | 0 | 1 {
  if (a === b) return 0;
  if (isInfinite(a)) return a === '+inf' ? 1 : -1;
  if (isInfinite(b)) return b === '+inf' ? -1 : 1;
  return finite(a).cmp(finite(b));
}
