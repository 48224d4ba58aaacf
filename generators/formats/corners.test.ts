import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixed, int, ufixed } from './build.ts';
import { cornerWords } from './corners.ts';
import { isNanWord, signBit } from './float-codes.ts';
import { widthOf } from './format.ts';
import { parseFormat } from './name.ts';
import { anyFormat } from './testing/arbitrary.ts';

describe('corner words', () => {
  test('are different words of the format, few, and always the same', () => {
    fc.assert(
      fc.property(anyFormat, (format) => {
        const words = cornerWords(format);
        expect(new Set(words).size).toBe(words.length);
        expect(words.length).toBeGreaterThan(0);
        expect(words.length).toBeLessThan(400);
        const most = 1n << BigInt(widthOf(format));
        expect(words.every((w) => w >= 0n && w < most)).toBe(true);
        expect(cornerWords(format)).toEqual(words);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test('of fixed point', () => {
    const raws = (width: number, int: number) => cornerWords(fixed(width, int)).map((w) => BigInt.asIntN(width, w));
    expect(raws(8, 5)).toEqual(expect.arrayContaining([0n, 1n, -1n, 127n, -128n, 126n, -127n, 8n, -8n, 4n, 12n - 3n]));
    expect(cornerWords(int(1))).toEqual([0n, 1n]);
    expect(cornerWords(ufixed(2, 9)).sort()).toEqual([0n, 1n, 2n, 3n]);
    for (let k = 0n; k < 33n; k += 1n) expect(cornerWords(fixed(33, 0))).toContain(1n << k);
  });

  test.each(['E4M3', 'E5M2', 'E2M1', 'E8M0', 'E4M3FNUZ', 'binary16', 'tf32', 'binary32', 'float<1,2>'])(
    'of %s',
    (name) => {
      const format = parseFormat(name);
      if (format.kind !== 'float') throw new Error(name);
      const words = cornerWords(format);
      expect(words[0]).toBe(0n);
      if (format.signed && format.nan !== 'fnuz') expect(words).toContain(signBit(format));
      expect(words.some((w) => isNanWord(w, format))).toBe(format.nan !== 'none');
    },
  );

  test('of binary32: one, its neighbours, the extremes and the specials', () => {
    const telling = [0x3f800000n, 0x3f7fffffn, 0x3f800001n, 1n, 0x007fffffn, 0x00800000n, 0x7f7fffffn, 0x7f800000n];
    expect(cornerWords(parseFormat('binary32'))).toEqual(
      expect.arrayContaining([...telling, 0x7fc00000n, 0x7f800001n]),
    );
  });
});
