import { castFixed } from '../../exact/cast-fixed.ts';
import { decode } from '../../exact/decode.ts';
import { fixedFormatOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import { floorOfRoot } from '../../exact/root.ts';
import type { Exact } from '../../exact/value.ts';
import { fracOf } from '../../formats/format.ts';
import { parseOverflow, parseQuantization } from '../../formats/modes.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/** The root of a, rounded and brought into range once; 0 for negative a. */
export function exact([a]: readonly Exact[], use: Use<RoundingAttrs>): Exact {
  const to = fixedFormatOf(use.type);
  const x = numberOf(a);
  if (x.sign() < 0) return Rational.ZERO;
  // Counted in ulps of the result, the root is that of x * 2^2F.
  const ulps = representative(x.mul(Rational.pow2(2 * fracOf(to))));
  const root = ulps.mul(Rational.pow2(-fracOf(to)));
  return decode(castFixed(root, to, parseQuantization(use.attrs.round), parseOverflow(use.attrs.overflow)), to);
}

/**
 * A rational number that every cast to whole numbers treats as it would the root of y, which may be irrational. A cast asks
 * only which integer lies below (WRAP_SM asks that even where it rounds up), whether the number is that integer, and on
 * which side of the midpoint to the next it lies. So r, r + 1/4, r + 1/2 and r + 3/4 can stand for every root from r to
 * r + 1, and comparing squares tells which of them does.
 */
function representative(y: Rational): Rational {
  const below = Rational.of(floorOfRoot(y));
  if (below.mul(below).eq(y)) return below;
  const midpoint = below.add(Rational.of(1, 2));
  return below.add(Rational.of(2 + y.cmp(midpoint.mul(midpoint)), 4));
}
