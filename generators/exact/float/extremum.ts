/** The four extrema of IEEE 754-2019, section 9.6, on values. */

import type { ExactScalar } from '../value.ts';
import { compare, isNegative } from './values.ts';

/** `minimum`, `maximum`: NaN if either operand is NaN. */
export function extremum(which: 'min' | 'max', a: ExactScalar, b: ExactScalar): ExactScalar {
  return a === 'nan' || b === 'nan' ? 'nan' : ordered(which, a, b);
}

/** `minimumNumber`, `maximumNumber`: the number, where one operand is NaN. */
export function extremumNumber(which: 'min' | 'max', a: ExactScalar, b: ExactScalar): ExactScalar {
  if (a === 'nan') return b;
  return b === 'nan' ? a : ordered(which, a, b);
}

/** -0 is below +0. */
function ordered(which: 'min' | 'max', a: ExactScalar, b: ExactScalar): ExactScalar {
  const order = compare(a, b) || Number(isNegative(b)) - Number(isNegative(a));
  return order < 0 === (which === 'min') ? a : b;
}
