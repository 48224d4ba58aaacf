/** Square roots, which rational arithmetic cannot hold, to as many places as a rounding can ask for. */

import { Rational } from './rational.ts';

/** The integer r with r^2 <= y < (r+1)^2, for y >= 0. */
export function floorOfRoot(y: Rational): bigint {
  const whole = y.floor();
  if (whole === 0n) return 0n;
  // Heron's iteration falls from any start above the root and stops falling at its floor.
  let r = 1n << BigInt(Math.ceil(whole.toString(2).length / 2));
  for (;;) {
    const next = (r + whole / r) / 2n;
    if (next >= r) return r;
    r = next;
  }
}

/**
 * The root of y >= 0 where it is a multiple of 2^-places; otherwise the middle between the two multiples around it, which
 * compares with every multiple of 2^-places as the root does. (Comparing squares finds them: r <= root where r^2 <= y.)
 */
export function rootToPlaces(y: Rational, places: number): Rational {
  const scaled = y.mul(Rational.pow2(2 * places));
  const below = Rational.of(floorOfRoot(scaled));
  const steps = below.mul(below).eq(scaled) ? below : below.add(Rational.of(1, 2));
  return steps.mul(Rational.pow2(-places));
}
