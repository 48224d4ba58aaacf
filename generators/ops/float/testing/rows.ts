/** Operand rows for formats that are too large to try every one. */
import fc from 'fast-check';
import { cornerWords } from '../../../formats/corners.ts';
import { type FloatFormat, widthOf } from '../../../formats/format.ts';

/**
 * `count` rows, the same for a seed: corners beside uniform words, words near the middle exponents (where sums cancel and
 * products are normal), and words with few mantissa bits (where ties are).
 */
export function sampledRows(formats: readonly FloatFormat[], count: number, seed: number, random?: number): bigint[][] {
  const words = formats.map((f) =>
    fc.oneof(uniform(widthOf(f)), fc.constantFrom(...cornerWords(f)), near(f), sparse(f)),
  );
  const row = fc.tuple(...words, ...(random === undefined ? [] : [uniform(random)]));
  return fc.sample(row, { seed, numRuns: count });
}

function uniform(width: number): fc.Arbitrary<bigint> {
  return fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
}

function near(f: FloatFormat): fc.Arbitrary<bigint> {
  const middle = 2 ** (f.exp - 1) - 1;
  const exponent = fc.integer({ min: Math.max(0, middle - 3), max: Math.min(2 ** f.exp - 1, middle + 3) });
  return word(f, exponent, uniform(f.man));
}

function sparse(f: FloatFormat): fc.Arbitrary<bigint> {
  const bits = fc.tuple(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 31 }));
  const mantissa = bits.map(([i, j]) => BigInt.asUintN(f.man, (1n << BigInt(i)) | (1n << BigInt(j))));
  return word(f, fc.integer({ min: 0, max: 2 ** f.exp - 1 }), mantissa);
}

function word(f: FloatFormat, exponent: fc.Arbitrary<number>, mantissa: fc.Arbitrary<bigint>): fc.Arbitrary<bigint> {
  return fc.tuple(fc.boolean(), exponent, mantissa).map(([negative, e, m]) => {
    const code = (BigInt(e) << BigInt(f.man)) | m;
    return negative && f.signed ? code | (1n << BigInt(f.exp + f.man)) : code;
  });
}
