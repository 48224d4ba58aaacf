/**
 * Rounding into small floats a second time, for tests: by search among the decoded values of a format, in doubles that hold
 * everything exactly. Special values and signs come from JavaScript's own arithmetic, which is that of IEEE 754 binary64.
 */

import { decode } from '../../exact/decode.ts';
import { Rational } from '../../exact/rational.ts';
import { hasNegativeZero, infCode, maxFiniteCode, minExponent, nanWord, signBit } from '../../formats/float-codes.ts';
import type { FloatFormat, Format } from '../../formats/format.ts';

export type Direction = 'RNE' | 'RTZ' | 'RUP' | 'RDN' | 'RNA';
export const DIRECTIONS: readonly Direction[] = ['RNE', 'RTZ', 'RUP', 'RDN', 'RNA'];
export const OVERFLOWS = ['IEEE', 'SAT'] as const;

export interface Mode {
  readonly direction: Direction | { readonly bits: number; readonly random: number };
  readonly overflow: 'IEEE' | 'SAT';
}

export interface Rounded {
  readonly word: bigint;
  /** RISC-V order: 16 invalid, 8 divide by zero, 4 overflow, 2 underflow, 1 inexact. */
  readonly flags: number;
}

/** A result as doubles see it: its class and sign, and how its magnitude compares with any other. */
export interface Result {
  /** What JavaScript computes: NaN, infinities, zeros and signs count; a finite number may be rounded. */
  readonly shape: number;
  /** The sign of (exact magnitude - m). */
  readonly against: (m: number) => number;
  /** 16 and 8: what the operation itself raises. */
  readonly flags: number;
}

export function toDouble(word: bigint, f: Format): number {
  const value = decode(word, f);
  if (value instanceof Rational) return value.toNumber();
  return { '-0': -0, '+inf': Infinity, '-inf': -Infinity, nan: NaN }[value];
}

interface Step {
  readonly code: number;
  readonly value: number;
}

const lines = new Map<FloatFormat, { readonly codes: Step[]; readonly fine: Step[] }>();

/** The values of a format from zero, and one step more; `fine` as if there were no least exponent, for one binade more. */
function linesOf(f: FloatFormat) {
  const known = lines.get(f);
  if (known) return known;
  const significands = 2 ** f.man;
  const top = Number(maxFiniteCode(f));
  const codes: Step[] = Array.from({ length: top + 1 }, (_, code) => ({ code, value: toDouble(BigInt(code), f) }));
  const fine: Step[] = [{ code: 0, value: 0 }];
  const least = minExponent(f);
  for (let e = least - 1; e <= least; e += 1)
    for (let k = 0; k < significands; k += 1)
      fine.push({ code: (e - least + 1) * significands + k, value: 2 ** e * (1 + k / significands) });
  const last = codes[top].value;
  const ulp = 2 ** (Math.max(Math.floor(Math.log2(last)), least) - f.man);
  const beyond = { code: top + 1, value: last + ulp };
  // A format that flushes has no codes below its normal values; the last step below them underflows to zero.
  const normal = f.subnormals ? codes : codes.filter((s) => s.code >= significands);
  const flushed = { code: 0, value: 2 ** least - 2 ** (least - 1 - f.man) };
  const line = f.subnormals ? [...codes, beyond] : [{ code: 0, value: 0 }, flushed, ...normal, beyond];
  const built = { codes: line, fine };
  lines.set(f, built);
  return built;
}

/** The value chosen on a line, or 'beyond' from its last step on. */
function choose(line: readonly Step[], result: Result, mode: Mode, negative: boolean): { at: number; exact: boolean } {
  let low = 0;
  while (low + 1 < line.length && result.against(line[low + 1].value) >= 0) low += 1;
  if (low + 1 === line.length) return { at: low, exact: false };
  if (result.against(line[low].value) === 0) return { at: low, exact: true };
  const [below, above] = [line[low], line[low + 1]];
  const half = Math.sign(result.against((below.value + above.value) / 2));
  return { at: low + (up(mode.direction) ? 1 : 0), exact: false };

  function up(direction: Mode['direction']): boolean {
    if (typeof direction !== 'string') {
      const fraction = (Math.abs(result.shape) - below.value) / (above.value - below.value);
      return Math.floor(fraction * 2 ** direction.bits) + direction.random >= 2 ** direction.bits;
    }
    switch (direction) {
      case 'RNE':
        return half > 0 || (half === 0 && below.code % 2 !== 0);
      case 'RNA':
        return half >= 0;
      case 'RTZ':
        return false;
      case 'RUP':
        return !negative;
      case 'RDN':
        return negative;
    }
  }
}

/** The result in a signed format with a zero. */
export function roundByTable(result: Result, f: FloatFormat, mode: Mode): Rounded {
  const { shape, flags } = result;
  const negative = shape < 0 || Object.is(shape, -0);
  const word = (code: number) => BigInt(code) | (negative && (code !== 0 || hasNegativeZero(f)) ? signBit(f) : 0n);
  const top = Number(maxFiniteCode(f));
  const nan = nanWord(f);
  const infinity = infCode(f);
  if (Number.isNaN(shape)) return { word: nan ?? BigInt(top), flags: flags | (nan === undefined ? 16 : 0) };
  const overflowed =
    mode.overflow === 'SAT' ? word(top) : infinity !== undefined ? word(Number(infinity)) : (nan ?? word(top));
  if (!Number.isFinite(shape)) {
    const kept = infinity !== undefined && mode.overflow === 'IEEE';
    return { word: overflowed, flags: flags | (kept ? 0 : 5) };
  }
  if (shape === 0) return { word: word(0), flags };
  const { codes, fine } = linesOf(f);
  const { at, exact } = choose(codes, result, mode, negative);
  if (exact && codes[at].value > 0 && !(codes[at].code === 0)) return { word: word(codes[at].code), flags };
  if (codes[at].code > top) {
    const inwards = mode.direction === 'RTZ' || mode.direction === (negative ? 'RUP' : 'RDN');
    return { word: inwards ? word(top) : overflowed, flags: flags | 5 };
  }
  const tiny = fine[choose(fine, result, mode, negative).at].value < 2 ** minExponent(f);
  return { word: word(codes[at].code), flags: flags | 1 | (tiny ? 2 : 0) };
}

/** A result that is itself a double. */
export function exactly(x: number, flags = 0): Result {
  return { shape: x, against: (m) => Math.abs(x) - m, flags };
}

function operation(shape: number, operands: readonly number[], against: (m: number) => number): Result {
  const invalid = Number.isNaN(shape) && !operands.some(Number.isNaN);
  const byZero = Math.abs(shape) === Infinity && operands.every(Number.isFinite);
  return { shape, against, flags: (invalid ? 16 : 0) | (byZero ? 8 : 0) };
}

/** The sign that RDN gives to a sum that cancels. */
function cancelled(sum: number, terms: readonly number[], mode: Mode): number {
  const likeZeros = terms.every((t) => Object.is(t, terms[0]) && t === 0);
  return sum === 0 && !likeZeros && mode.direction === 'RDN' ? -0 : sum;
}

export const ORACLE = {
  add: ([a, b]: readonly number[], mode: Mode) => sum([a, b], mode),
  sub: ([a, b]: readonly number[], mode: Mode) => sum([a, -b], mode),
  mul: ([a, b]: readonly number[]) => operation(a * b, [a, b], (m) => Math.abs(a * b) - m),
  div: ([a, b]: readonly number[]) => operation(a / b, [a, b], (m) => Math.abs(a) - m * Math.abs(b)),
  recip: ([a]: readonly number[]) => operation(1 / a, [a], (m) => 1 - m * Math.abs(a)),
  sqrt: ([a]: readonly number[]) => operation(Math.sqrt(a), [a], (m) => a - m * m),
  rsqrt: ([a]: readonly number[]) =>
    operation(Object.is(a, -0) ? -Infinity : 1 / Math.sqrt(a), [a], (m) => 1 - m * m * a),
  fma: ([a, b, c]: readonly number[], mode: Mode) => {
    const product = operation(a * b, [a, b], () => 0);
    const total = sum([a * b, c], mode);
    return { ...total, flags: total.flags | product.flags };
  },
} as const;

function sum(terms: readonly number[], mode: Mode): Result {
  const total = cancelled(terms[0] + terms[1], terms, mode);
  return operation(total, terms, (m) => Math.abs(total) - m);
}
