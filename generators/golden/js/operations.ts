/** Operations on carriers. `width` is the width of the result; operands are in the reading that the operation asks for. */
import {
  andRange,
  bitwiseRange,
  differenceRange,
  hull,
  productRange,
  type Range,
  sumRange,
  unsignedRange,
} from '../range.ts';
import { type Carrier, kindOf, NUMBER_BITS } from './carrier.ts';
import type { Words } from './words.ts';

/** An operation of bigints, its operands taken over. */
function bigs(w: Words, sign: string, a: Carrier, b: Carrier, range: Range, width: number): Carrier {
  return w.fromBig(`${w.as(a, 'big').code} ${sign} ${w.as(b, 'big').code}`, range, width);
}

/** Whether both are numbers, and the result is one: by its width, or by its range. */
function numbers(a: Carrier, b: Carrier, range: Range, width: number): boolean {
  return a.kind !== 'big' && b.kind !== 'big' && (width <= NUMBER_BITS || kindOf(range) === 'int');
}

export function sum(w: Words, op: 'add' | 'sub', a: Carrier, b: Carrier, width: number): Carrier {
  const sign = op === 'add' ? '+' : '-';
  const range = op === 'add' ? sumRange(a, b) : differenceRange(a, b);
  if (!numbers(a, b, range, width)) return bigs(w, sign, a, b, range, width);
  return w.int(`${a.code} ${sign} ${b.code} | 0`, range);
}

export function product(w: Words, a: Carrier, b: Carrier, width: number): Carrier {
  const range = productRange(a, b);
  if (!numbers(a, b, range, width)) return bigs(w, '*', a, b, range, width);
  return w.int(`Math.imul(${a.code}, ${b.code})`, range);
}

export function bitwise(w: Words, op: 'and' | 'or' | 'xor', a: Carrier, b: Carrier, width: number): Carrier {
  const sign = { and: '&', or: '|', xor: '^' }[op];
  const range = op === 'and' ? andRange(a, b) : bitwiseRange(a, b);
  if (!numbers(a, b, range, width)) return bigs(w, sign, a, b, bitwiseRange(a, b), width);
  // Operators on numbers read 32 bits as two's complement: what is not an int before is one afterwards.
  return w.int(`${a.code} ${sign} ${b.code}`, a.kind === 'int' && b.kind === 'int' ? range : undefined);
}

export function not(w: Words, a: Carrier, width: number): Carrier {
  const range = { lo: -1n - a.hi, hi: -1n - a.lo };
  if (a.kind === 'int') return w.int(`~${a.code}`, range);
  if (a.kind === 'num' && width <= NUMBER_BITS) return w.int(`~${a.code}`);
  return w.declare(`~${w.as(a, 'big').code}`, 'big', range);
}

export function compare(w: Words, sign: '===' | '!==' | '<', a: Carrier, b: Carrier): Carrier {
  const kind = a.kind === 'big' || b.kind === 'big' ? 'big' : 'num';
  return w.bit(`${w.as(a, kind).code} ${sign} ${w.as(b, kind).code}`);
}

export function mux(w: Words, select: Carrier, one: Carrier, zero: Carrier): Carrier {
  if (select.lo === select.hi) return select.lo === 1n ? one : zero;
  const range = hull([one, zero]);
  const kind = one.kind === 'big' || zero.kind === 'big' ? 'big' : kindOf(range);
  // Data rarely lets a branch be predicted, so numbers are blended: four times the speed where saturation is a coin toss.
  if (kind === 'int') return w.int(`${zero.code} ^ (${one.code} ^ ${zero.code}) & -${select.code}`, range);
  const [yes, no] = [one, zero].map((arm) => w.as(arm, kind).code);
  return w.declare(`${select.code} ? ${yes} : ${no}`, kind, range);
}

export function shiftLeft(w: Words, a: Carrier, n: Carrier, width: number): Carrier {
  const amount = w.amount(n);
  if (width > NUMBER_BITS) {
    const code = `R.shlBig(${w.as(a, 'big').code}, ${amount.code}, ${width})`;
    return w.declare(code, 'big', unsignedRange(width));
  }
  const shifted = `${a.code} << ${amount.code}`;
  return w.int(n.hi < 32n ? shifted : `${amount.code} < 32 ? ${shifted} : 0`);
}

/** The reading of the operand, shifted to the right: zeros or signs come in as it has them. */
export function shiftRight(w: Words, a: Carrier, n: Carrier): Carrier {
  const amount = w.amount(n);
  const range = { lo: a.lo < 0n ? a.lo : 0n, hi: a.hi > 0n ? a.hi : 0n };
  if (a.kind === 'big' || (a.kind === 'num' && a.lo < 0n))
    return w.declare(`R.shrBig(${w.as(a, 'big').code}, ${amount.code})`, 'big', range);
  if (a.kind === 'int') {
    const bounded = n.hi < 32n ? amount.code : `(${amount.code} < 31 ? ${amount.code} : 31)`;
    return w.int(`${a.code} >> ${bounded}`, range);
  }
  const shifted = `${a.code} >>> ${amount.code}`;
  return w.define(n.hi < 32n ? shifted : `${amount.code} < 32 ? ${shifted} : 0`, range);
}

/** Parity of the bits of a word read without sign. */
export function parity(w: Words, a: Carrier): Carrier {
  return w.int(`R.parity${a.kind === 'big' ? 'Big' : ''}(${a.code})`, unsignedRange(1));
}
