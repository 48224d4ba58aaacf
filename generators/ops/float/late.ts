/** Exponent fields whose last addend, one bit, comes late: what they will be can be told without waiting for an adder. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { atLeast } from './bits.ts';
import { isNegative, type Ranged } from './ranged.ts';

/** The number early + last. */
export interface Late {
  readonly early: Ranged;
  readonly last: Net;
}

/** Whether the number is c or more, c positive. */
export function reaches(b: NetBuilder, { early, last }: Late, c: number): Net {
  return b.or(earlyReaches(b, early, c), b.and(last, earlyIs(b, early, c - 1)));
}

/** Whether it is c. */
export function is(b: NetBuilder, { early, last }: Late, c: number): Net {
  return b.mux(last, earlyIs(b, early, c - 1), earlyIs(b, early, c));
}

function earlyReaches(b: NetBuilder, x: Ranged, c: number): Net {
  if (c > x.hi) return b.zero(1);
  const reached = atLeast(b, x.net, BigInt(c));
  const negative = isNegative(b, x);
  return negative ? b.and(reached, b.not(negative)) : reached;
}

function earlyIs(b: NetBuilder, x: Ranged, c: number): Net {
  if (c < x.lo || c > x.hi) return b.zero(1);
  return b.eq(x.net, b.const(x.net.width, c));
}
