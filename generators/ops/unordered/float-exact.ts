import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';

/** 1 where either operand is NaN (IEEE 754, section 5.11). */
export function floatExact([a, b]: readonly Exact[]): Exact {
  return a === 'nan' || b === 'nan' ? Rational.ONE : Rational.ZERO;
}
