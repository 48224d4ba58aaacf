/** What a stored word means: from bits to exact values. */

import { invariant } from '../diagnostics/diagnostic.ts';
import { hasNegativeZero, infCode, isNanWord, signBit } from '../formats/float-codes.ts';
import { type FixedFormat, type FloatFormat, type Format, fracOf, type Type, widthOf } from '../formats/format.ts';
import { Rational } from './rational.ts';
import type { Exact, ExactScalar } from './value.ts';

/** The exact value of a word, given as the unsigned number of its bits. Every NaN code gives `'nan'`. */
export function decode(word: bigint, format: Format): ExactScalar {
  invariant(word >= 0n && word >> BigInt(widthOf(format)) === 0n, `word ${word} is outside its format`);
  return format.kind === 'fixed' ? fixedValue(rawOf(word, format), format) : decodeFloat(word, format);
}

/** The exact value of a word of any type; of a vector, its elements from index 0 (the least significant). */
export function decodeType(word: bigint, type: Type): Exact {
  if (type.kind !== 'vector') return decode(word, type);
  const width = BigInt(widthOf(type.element));
  return Array.from({ length: type.length }, (_, i) =>
    decode(BigInt.asUintN(Number(width), word >> (BigInt(i) * width)), type.element),
  );
}

/** The stored integer of a fixed-point word: two's complement where the format is signed. */
export function rawOf(word: bigint, format: FixedFormat): bigint {
  return format.signed ? BigInt.asIntN(format.width, word) : word;
}

/** raw * 2^-F. */
export function fixedValue(raw: bigint, format: FixedFormat): Rational {
  return Rational.of(raw).mul(Rational.pow2(-fracOf(format)));
}

function decodeFloat(word: bigint, f: FloatFormat): ExactScalar {
  if (isNanWord(word, f)) return 'nan';
  const negative = f.signed && word >= signBit(f);
  const code = negative ? word - signBit(f) : word;
  if (code === infCode(f)) return negative ? '-inf' : '+inf';
  const magnitude = magnitudeOf(code, f);
  // In a format without -0, a flushed negative code can mean no other zero than +0.
  if (magnitude.sign() === 0) return negative && hasNegativeZero(f) ? '-0' : Rational.ZERO;
  return negative ? magnitude.neg() : magnitude;
}

/** The value of a finite code (the word without its sign): IEEE 754, section 3.4, with the exceptions of the format. */
export function magnitudeOf(code: bigint, f: FloatFormat): Rational {
  const field = Number(code >> BigInt(f.man));
  const fraction = Rational.of(code & ((1n << BigInt(f.man)) - 1n), 1n << BigInt(f.man));
  if (f.zero && field === 0) return f.subnormals ? fraction.mul(Rational.pow2(1 - f.bias)) : Rational.ZERO;
  return fraction.add(Rational.ONE).mul(Rational.pow2(field - f.bias));
}
