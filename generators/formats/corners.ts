/**
 * The words of a format where mistakes live: ends of the range, neighbours of powers of two, zeros, halves, specials.
 * Deterministic, without repetition, the telling ones first.
 */

import { hasNegativeZero, infCode, maxFiniteCode, minPositiveCode, nanWord, signBit } from './float-codes.ts';
import { type FixedFormat, type FloatFormat, type Format, fracOf } from './format.ts';
import { rawRange } from './range.ts';

/** Corner words of a format, as unsigned numbers of their bits. At most a few hundred, whatever the width. */
export function cornerWords(format: Format): bigint[] {
  return [...new Set(format.kind === 'fixed' ? fixedCorners(format) : floatCorners(format))];
}

/** Above this number of powers of two, only those near the ends and the binary point are taken. */
const MOST_POWERS = 64;

function fixedCorners(f: FixedFormat): bigint[] {
  const { min, max } = rawRange(f);
  const frac = fracOf(f);
  const power = (k: number) => (k >= 0 && k < f.width ? [1n << BigInt(k)] : []);
  // 1, and a half: what rounding to integers decides on.
  const landmarks = [...power(frac), ...power(frac - 1)];
  const raws = [
    0n,
    1n,
    -1n,
    max,
    min,
    max - 1n,
    min + 1n,
    max / 2n,
    max / 2n + 1n,
    min / 2n,
    min / 2n - 1n,
    ...landmarks.flatMap((p) => [p, -p, p + 1n, p - 1n, -p - 1n, -p + 1n]),
    ...powersOf(f.width, frac).flatMap((k) => power(k).flatMap((p) => [p, -p])),
  ];
  const words = raws.filter((r) => r >= min && r <= max).map((r) => BigInt.asUintN(f.width, r));
  return [...words, ...alternating(f.width)];
}

/** Exponents of the single-bit words: all of them, or in wide words the outer ones and those around the binary point. */
function powersOf(width: number, frac: number): number[] {
  const all = Array.from({ length: width }, (_, k) => k);
  if (width <= MOST_POWERS) return all;
  const near = MOST_POWERS / 8;
  const words = [31, 32, 53, 63, 64];
  return all.filter((k) => k < near || k >= width - near || Math.abs(k - frac) <= near / 2 || words.includes(k));
}

/** 0101..., 1010..., 0011..., 1100... */
function alternating(width: number): bigint[] {
  const ones = (1n << BigInt(width)) - 1n;
  const stripe = (period: bigint) => {
    let word = 0n;
    for (let k = 0n; k < BigInt(width); k += 1n) if ((k / period) % 2n === 0n) word |= 1n << k;
    return word;
  };
  return [1n, 2n].flatMap((period) => [stripe(period), ones - stripe(period)]);
}

function floatCorners(f: FloatFormat): bigint[] {
  const binade = 1n << BigInt(f.man);
  const fields = 1n << BigInt(f.exp);
  const max = maxFiniteCode(f);
  const one = BigInt(f.bias) * binade;
  const around = (code: bigint) => [code, code - 1n, code + 1n];
  const finite = [
    minPositiveCode(f),
    minPositiveCode(f) + 1n,
    ...around(binade),
    max,
    max - 1n,
    ...around(one),
    // One and a half, and the odd neighbours of ties.
    one + binade / 2n,
    ...exponents(f.exp, f.bias).flatMap((field) => around(BigInt(field) * binade)),
    (fields / 3n) * binade + binade / 3n,
    (fields / 2n) * binade + (2n * binade) / 3n,
  ].filter((code) => code >= minPositiveCode(f) && code <= max);
  const infinity = infCode(f);
  const codes = [...(f.zero ? [0n] : []), ...finite, ...(infinity === undefined ? [] : [infinity])];
  const words = f.signed
    ? codes.flatMap((code) => (code === 0n && !hasNegativeZero(f) ? [code] : [code, code | signBit(f)]))
    : codes;
  return [...words, ...nans(f)];
}

/** Exponent fields whose powers of two are taken: all up to 5 exponent bits, otherwise the ends and those around one. */
function exponents(exp: number, bias: number): number[] {
  const all = Array.from({ length: 2 ** exp }, (_, field) => field);
  return exp <= 5 ? all : all.filter((k) => k < 4 || k >= all.length - 4 || Math.abs(k - bias) <= 4);
}

/** The NaN word of the format; with IEEE NaN also the outermost payloads of either sign. */
function nans(f: FloatFormat): bigint[] {
  const word = nanWord(f);
  if (word === undefined) return [];
  if (f.nan === 'fnuz') return [word];
  if (f.nan === 'fn') return f.signed ? [word, word | signBit(f)] : [word];
  const allOnes = signBit(f) - 1n;
  const signalling = ((allOnes >> BigInt(f.man)) << BigInt(f.man)) | 1n;
  return [word, word | signBit(f), signalling, allOnes, allOnes | signBit(f)];
}
