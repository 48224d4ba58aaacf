import { fixedFormatOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import { fracOf } from '../../formats/format.ts';
import type { Use } from '../operator.ts';
import type { ShiftAttrs } from '../shift.ts';

/** a / 2^n, rounded to the multiple of the ulp below. It lies between 0 or -1 ulp and a, so it fits the type of a. */
export function exact([a, amount]: readonly Exact[], use: Use<ShiftAttrs>): Exact {
  const type = fixedFormatOf(use.type);
  const n = use.attrs.n === undefined ? numberOf(amount) : Rational.of(use.attrs.n);
  // |a| <= 2^W ulp: beyond n = W only the sign is left, and no larger power of two needs to be computed.
  const places = n.lt(Rational.of(type.width)) ? Number(n.num) : type.width;
  const ulp = Rational.pow2(-fracOf(type));
  const ulps = numberOf(a).div(ulp).mul(Rational.pow2(-places));
  return Rational.of(ulps.floor()).mul(ulp);
}
