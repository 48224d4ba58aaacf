/**
 * Builders of format descriptors: the only places that make one, so that every descriptor is validated and frozen.
 */

import { fail } from '../diagnostics/diagnostic.ts';
import { maxFiniteCode, minPositiveCode } from './float-codes.ts';
import {
  type FixedFormat,
  type FloatFormat,
  type Format,
  MAX_WIDTH,
  type NanStyle,
  type VectorType,
} from './format.ts';

/** Bound of |I| and |bias|: beyond any use, and within what exact arithmetic computes at once. */
export const MAX_POINT = 1_000_000;

/** Exponent and mantissa bits of a generic float. */
export const FLOAT_LIMITS = { exp: [1, 8], man: [0, 23] } as const;

/** Most elements of a vector. */
export const MAX_LENGTH = 65536;

/** `fixed<W,I>`: two's complement, W total and I integer bits, the sign among them. */
export function fixed(width: number, int: number): FixedFormat {
  return fixedFormat(true, width, int);
}

/** `ufixed<W,I>`. */
export function ufixed(width: number, int: number): FixedFormat {
  return fixedFormat(false, width, int);
}

/** `intN`: `fixed<N,N>`. */
export function int(width: number): FixedFormat {
  return fixedFormat(true, width, width);
}

/** `uintN`: `ufixed<N,N>`. */
export function uint(width: number): FixedFormat {
  return fixedFormat(false, width, width);
}

/** Fixed point of either signedness. Throws BW1003 for a width outside 1 to 4096, BW1004 for an absurd I. */
export function fixedFormat(signed: boolean, width: number, int: number): FixedFormat {
  if (!Number.isInteger(width) || width < 1 || width > MAX_WIDTH)
    fail('BW1003', `a fixed-point width must be an integer from 1 to ${MAX_WIDTH}, not ${width}`, {
      help: `Choose W between 1 and ${MAX_WIDTH}.`,
    });
  checkPoint('the number of integer bits', int);
  return Object.freeze({ kind: 'fixed', signed, width, int });
}

export interface FloatOptions {
  /** Default 2^(E-1) - 1. */
  readonly bias?: number;
  /** Default true. */
  readonly inf?: boolean;
  /** Default `ieee`. */
  readonly nan?: NanStyle;
  /** Default true. */
  readonly subnormals?: boolean;
}

/** The bias of IEEE 754 for E exponent bits. */
export function defaultBias(exp: number): number {
  return 2 ** (exp - 1) - 1;
}

/**
 * `float<E,M>` with a sign bit. Throws BW1005 where E or M is out of range or the conventions leave no room for a finite
 * value other than zero, BW1004 for an absurd bias.
 */
export function float(exp: number, man: number, options: FloatOptions = {}): FloatFormat {
  checkCount('exponent', exp, FLOAT_LIMITS.exp);
  checkCount('mantissa', man, FLOAT_LIMITS.man);
  const bias = options.bias ?? defaultBias(exp);
  checkPoint('the bias', bias);
  const { inf = true, nan = 'ieee', subnormals = true } = options;
  if (nan === 'ieee' && man === 0)
    fail('BW1005', `float<${exp},0> has no code for an IEEE NaN, which needs a non-zero mantissa`, {
      help: 'Give it a mantissa bit, or say nan=fn, nan=fnuz or nan=none.',
    });
  const f: FloatFormat = { kind: 'float', signed: true, exp, man, bias, inf, nan, subnormals, zero: true };
  if (maxFiniteCode(f) < minPositiveCode(f))
    fail('BW1005', `float<${exp},${man}> with these options has no finite value other than zero`, {
      help: 'Add an exponent or mantissa bit, or give up infinities or NaN.',
    });
  return Object.freeze(f);
}

/** `FORMAT[n]`. Throws BW1007 for a length outside 1 to 65536. */
export function vector(length: number, element: Format): VectorType {
  if (!Number.isInteger(length) || length < 1 || length > MAX_LENGTH)
    fail('BW1007', `a vector has from 1 to ${MAX_LENGTH} elements, not ${length}`);
  return Object.freeze({ kind: 'vector', length, element });
}

function checkPoint(what: string, n: number): void {
  if (!Number.isInteger(n) || Math.abs(n) > MAX_POINT)
    fail('BW1004', `${what} must be an integer from ${-MAX_POINT} to ${MAX_POINT}, not ${n}`);
}

function checkCount(what: string, n: number, [least, most]: readonly [number, number]): void {
  if (!Number.isInteger(n) || n < least || n > most)
    fail('BW1005', `a float has from ${least} to ${most} ${what} bits, not ${n}`, {
      help: 'Write float<E,M>; numbers without exponent are fixed<W,I>.',
    });
}
