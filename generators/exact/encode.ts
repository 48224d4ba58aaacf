/** From exact values to words, where the value is one of the format. */

import { InternalError, invariant } from '../diagnostics/diagnostic.ts';
import {
  hasNegativeZero,
  infCode,
  maxFiniteCode,
  minExponent,
  minPositiveCode,
  nanWord,
  signBit,
} from '../formats/float-codes.ts';
import { type FloatFormat, type Format, fracOf, type Type, widthOf } from '../formats/format.ts';
import { rawRange } from '../formats/range.ts';
import { floorLog2, Rational } from './rational.ts';
import type { Exact, ExactScalar } from './value.ts';

/**
 * The word of a value; NaN gives the format's one NaN word. Throws InternalError for what is not a value of the format
 * (also for `'-0'` in formats without a negative zero): rounding is the business of a cast.
 */
export function encodeExact(value: ExactScalar, format: Format): bigint {
  const word = tryEncode(value, format);
  if (word === undefined) throw new InternalError(`${value} is not a value of the format ${JSON.stringify(format)}`);
  return word;
}

/** The packed word of a value of any type. */
export function encodeExactType(value: Exact, type: Type): bigint {
  if (type.kind !== 'vector') {
    invariant(!Array.isArray(value), 'a vector where a scalar was promised');
    return encodeExact(value as ExactScalar, type);
  }
  invariant(Array.isArray(value) && value.length === type.length, 'a vector of another length than promised');
  const width = BigInt(widthOf(type.element));
  return value.reduceRight((word: bigint, v: ExactScalar) => (word << width) | encodeExact(v, type.element), 0n);
}

/** The word of a value, or undefined where the format does not have it. */
export function tryEncode(value: ExactScalar, format: Format): bigint | undefined {
  if (format.kind === 'float') return tryEncodeFloat(value, format);
  if (!(value instanceof Rational)) return undefined;
  const raw = value.mul(Rational.pow2(fracOf(format)));
  const { min, max } = rawRange(format);
  if (!raw.isInteger() || raw.num < min || raw.num > max) return undefined;
  return BigInt.asUintN(format.width, raw.num);
}

function tryEncodeFloat(value: ExactScalar, f: FloatFormat): bigint | undefined {
  if (value === 'nan') return nanWord(f);
  if (value === '-0') return hasNegativeZero(f) ? signBit(f) : undefined;
  const negative = value instanceof Rational ? value.sign() < 0 : value === '-inf';
  if (negative && !f.signed) return undefined;
  const code = value instanceof Rational ? codeOf(value.abs(), f) : infCode(f);
  return code === undefined ? undefined : (negative ? signBit(f) : 0n) | code;
}

/** The code whose value is this magnitude: `magnitudeOf` turned round. */
function codeOf(magnitude: Rational, f: FloatFormat): bigint | undefined {
  if (magnitude.sign() === 0) return f.zero ? 0n : undefined;
  const exponent = Math.max(floorLog2(magnitude), minExponent(f));
  const significand = magnitude.mul(Rational.pow2(f.man - exponent));
  if (!significand.isInteger()) return undefined;
  // The hidden bit is one unit of the exponent field; a subnormal significand lacks it and stands in field 0.
  const field = BigInt(exponent - minExponent(f));
  const code = (field << BigInt(f.man)) + significand.num - (f.zero ? 0n : 1n << BigInt(f.man));
  return code >= minPositiveCode(f) && code <= maxFiniteCode(f) ? code : undefined;
}
