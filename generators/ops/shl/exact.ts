import { castFixed } from '../../exact/cast-fixed.ts';
import { decode } from '../../exact/decode.ts';
import { fixedFormatOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';
import type { ShiftAttrs } from '../shift.ts';

/** a * 2^n wrapped into the type of a. From n = W on, a * 2^n is a multiple of the span and leaves nothing. */
export function exact([a, amount]: readonly Exact[], use: Use<ShiftAttrs>): Exact {
  const type = fixedFormatOf(use.type);
  const n = use.attrs.n === undefined ? numberOf(amount) : Rational.of(use.attrs.n);
  if (!n.lt(Rational.of(type.width))) return Rational.ZERO;
  const shifted = numberOf(a).mul(Rational.pow2(Number(n.num)));
  return decode(castFixed(shifted, type, 'TRN', { mode: 'WRAP', saturatedBits: 0 }), type);
}
