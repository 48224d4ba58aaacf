/** Square roots that are about to be rounded into a float. */

import type { FloatFormat } from '../../formats/format.ts';
import type { Direction } from '../encode-float.ts';
import { floorLog2, type Rational } from '../rational.ts';
import { rootToPlaces } from '../root.ts';

/**
 * A rational number that rounds into the format, and raises flags there, as the root of y > 0 does. Rounding compares the
 * root with multiples of its ulp, of half of it, and under stochastic rounding of the ulp * 2^-bits: no other places matter.
 */
export function roundableRoot(y: Rational, f: FloatFormat, rounding: Direction): Rational {
  const exponent = Math.floor(floorLog2(y) / 2);
  const below = typeof rounding === 'string' ? 1 : Math.max(1, rounding.bits);
  return rootToPlaces(y, f.man - exponent + below);
}
