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
  if (c === 0) return x;
  const [lo, hi] = [x.lo + c, x.hi + c];
  const width = widthFor(lo, hi);
  const kept = Math.min(trailingZeros(c), width);
  const word = inBits(b, x, width);
  if (kept === 0) return { net: b.add(word, b.const(width, c)), lo, hi };
  if (kept === width) return { net: word, lo, hi };
  const upper = b.const(width - kept, BigInt(c) >> BigInt(kept));
  // Above an unsigned x of `kept` bits there is nothing to add to.
  const above = x.lo >= 0 && x.hi < 2 ** kept ? upper : b.add(b.slice(word, width - 1, kept), upper);
  return { net: b.concat(above, b.slice(word, kept - 1, 0)), lo, hi };
}

function trailingZeros(c: number): number {
  return Math.log2(Number(BigInt(c) & -BigInt(c)));
}

/** c - x, as not(x + (-c - 1)): the inverters vanish in whatever reads them. */
export function minusFrom(b: NetBuilder, c: number, x: Ranged): Ranged {
  const [lo, hi] = [c - x.hi, c - x.lo];
  const width = widthFor(lo, hi);
  return { net: b.not(inBits(b, plus(b, x, -c - 1), width)), lo, hi };
}

/** The floor of half of it. */
export function halved(b: NetBuilder, x: Ranged): Ranged {
  const [lo, hi] = [Math.floor(x.lo / 2), Math.floor(x.hi / 2)];
  const width = widthFor(lo, hi);
  return { net: b.slice(inBits(b, x, width + 1), width, 1), lo, hi };
}

/**
 * x + y + c with one adder where the constant allows. An odd c enters by the carry; what is left of it costs nothing where its
 * lowest bit lies above an operand's highest, and else only from that bit up. Biases are 2^k - 1, so little is left as a rule.
 */
export function sumPlus(b: NetBuilder, x: Ranged, y: Ranged, c: number): Ranged {
  const carry = c % 2 === 0 ? 0 : 1;
  const raised = plus(b, y, c - carry);
  if (carry === 0) return sum(b, x, raised);
  const [lo, hi] = [x.lo + raised.lo + 1, x.hi + raised.hi + 1];
  const width = widthFor(lo, hi);
  const one = b.ones(1);
  const total = b.add(b.concat(inBits(b, x, width), one), b.concat(inBits(b, raised, width), one));
  return { net: b.slice(total, width, 1), lo, hi };
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
