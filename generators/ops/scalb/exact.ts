import { numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';

/** a * 2^n. The result type has moved its binary point along. */
export function exact([a]: readonly Exact[], use: Use<{ readonly n: number }>): Exact {
  return numberOf(a).mul(Rational.pow2(use.attrs.n));
}
