/**
 * Which codes of a float format are special. A *code* here is the word without its sign bit; codes of finite values grow
 * with the value, which is what makes these few facts enough to describe a format.
 */

import type { FloatFormat } from './format.ts';

/** Exponent and mantissa bits together. */
function codeBits(f: FloatFormat): bigint {
  return BigInt(f.exp + f.man);
}

function allOnes(f: FloatFormat): bigint {
  return (1n << codeBits(f)) - 1n;
}

/** The first code of the top exponent. */
function topExponent(f: FloatFormat): bigint {
  return (allOnes(f) >> BigInt(f.man)) << BigInt(f.man);
}

/** The sign bit of a word, 0 in formats without one. */
export function signBit(f: FloatFormat): bigint {
  return f.signed ? 1n << codeBits(f) : 0n;
}

/** The code of infinity, where the format has one. */
export function infCode(f: FloatFormat): bigint | undefined {
  if (!f.inf) return undefined;
  if (f.nan === 'ieee') return topExponent(f);
  return f.nan === 'fn' ? allOnes(f) - 1n : allOnes(f);
}

/** The code of the largest finite value. */
export function maxFiniteCode(f: FloatFormat): bigint {
  const inf = infCode(f);
  if (inf !== undefined) return inf - 1n;
  // An IEEE NaN has a non-zero mantissa: without infinities, the zero mantissa of the top exponent is a number.
  if (f.nan === 'ieee') return topExponent(f);
  return f.nan === 'fn' ? allOnes(f) - 1n : allOnes(f);
}

/** The code of the smallest positive value. */
export function minPositiveCode(f: FloatFormat): bigint {
  if (!f.zero) return 0n;
  return f.subnormals ? 1n : 1n << BigInt(f.man);
}

/** The exponent of the smallest normal value; subnormals share it. */
export function minExponent(f: FloatFormat): number {
  return f.zero ? 1 - f.bias : -f.bias;
}

/** Whether a word (sign included) is a NaN. */
export function isNanWord(word: bigint, f: FloatFormat): boolean {
  const code = word & allOnes(f);
  switch (f.nan) {
    case 'ieee':
      return code > topExponent(f);
    case 'fn':
      return code === allOnes(f);
    case 'fnuz':
      return f.signed && word === signBit(f);
    case 'none':
      return false;
  }
}

/**
 * The one word that stands for every NaN result: positive, and with `ieee` only the top mantissa bit set (a quiet NaN
 * without payload, as RISC-V prescribes). Undefined in formats without NaN.
 */
export function nanWord(f: FloatFormat): bigint | undefined {
  switch (f.nan) {
    case 'ieee':
      return topExponent(f) | (1n << BigInt(f.man - 1));
    case 'fn':
      return allOnes(f);
    case 'fnuz':
      return signBit(f);
    case 'none':
      return undefined;
  }
}

/** Whether the format distinguishes -0 from +0. */
export function hasNegativeZero(f: FloatFormat): boolean {
  return f.signed && f.zero && f.nan !== 'fnuz';
}
