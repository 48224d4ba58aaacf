/** Integers of known range: exponents and shift amounts, in as many bits as their range takes and no more. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength } from './bits.ts';

/**
 * lo <= value <= hi. Two's complement where lo < 0, else unsigned; `net` has just the bits for that. Arithmetic is modular, so
 * a bound may also be one that only matters for the values that are used.
 */
export interface Ranged {
  readonly net: Net;
  readonly lo: number;
  readonly hi: number;
}

function widthFor(lo: number, hi: number): number {
  return lo < 0 ? Math.max(bitLength(hi), bitLength(-lo - 1)) + 1 : Math.max(1, bitLength(hi));
}

/** The low `width` bits of the number, extended by its sign where it is shorter. */
export function inBits(b: NetBuilder, x: Ranged, width: number): Net {
  return x.net.width >= width ? b.slice(x.net, width - 1, 0) : b.extend(x.net, width, x.lo < 0);
}

/** The same number, known to be within closer bounds. */
export function within(b: NetBuilder, x: Ranged, lo: number, hi: number): Ranged {
  return { net: inBits(b, x, widthFor(lo, hi)), lo, hi };
}

export function constant(b: NetBuilder, value: number): Ranged {
  return { net: b.const(widthFor(value, value), value), lo: value, hi: value };
}

/** Of an unsigned word. */
export function ranged(b: NetBuilder, net: Net, lo: number, hi: number): Ranged {
  return within(b, { net, lo: 0, hi }, lo, hi);
}

export function sum(b: NetBuilder, x: Ranged, y: Ranged): Ranged {
  const [lo, hi] = [x.lo + y.lo, x.hi + y.hi];
  const width = widthFor(lo, hi);
  return { net: b.add(inBits(b, x, width), inBits(b, y, width)), lo, hi };
}

export function difference(b: NetBuilder, x: Ranged, y: Ranged): Ranged {
  const [lo, hi] = [x.lo - y.hi, x.hi - y.lo];
  const width = widthFor(lo, hi);
  return { net: b.sub(inBits(b, x, width), inBits(b, y, width)), lo, hi };
}

export function plus(b: NetBuilder, x: Ranged, c: number): Ranged {
  return c === 0 ? x : sum(b, x, constant(b, c));
}

/** c - x, as not(x + (-c - 1)): the inverters vanish in whatever reads them. */
export function minusFrom(b: NetBuilder, c: number, x: Ranged): Ranged {
  const [lo, hi] = [c - x.hi, c - x.lo];
  const width = widthFor(lo, hi);
  return { net: b.not(inBits(b, plus(b, x, -c - 1), width)), lo, hi };
}

/** Whether the number is below zero; undefined where it cannot be. */
export function isNegative(b: NetBuilder, x: Ranged): Net | undefined {
  return x.lo < 0 ? b.msb(x.net) : undefined;
}

export function choose(b: NetBuilder, select: Net, one: Ranged, zero: Ranged): Ranged {
  const [lo, hi] = [Math.min(one.lo, zero.lo), Math.max(one.hi, zero.hi)];
  const width = widthFor(lo, hi);
  return { net: b.mux(select, inBits(b, one, width), inBits(b, zero, width)), lo, hi };
}
