import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixed, fixedFormat, ufixed } from '../formats/build.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { OVERFLOWS, type OverflowMode, parseOverflow, parseQuantization, QUANTIZATIONS } from '../formats/modes.ts';
import { rawRange } from '../formats/range.ts';
import { anyFixed } from '../formats/testing/arbitrary.ts';
import { oracle, oracleTitle } from '../formats/testing/oracle.ts';
import { castFixed, quantize } from './cast-fixed.ts';
import { decode, fixedValue, rawOf } from './decode.ts';
import { Rational } from './rational.ts';

const modes = Object.keys(QUANTIZATIONS) as (keyof typeof QUANTIZATIONS)[];
const SEED = { seed: 41, numRuns: 3000 };

describe('casts into fixed point', () => {
  const lines = oracle('apfixed_cast.txt.gz');
  test.skipIf(!lines)(oracleTitle('as ap_fixed on all 258,048 lines of its table', lines), () => {
    const cast = (line: string) => {
      const [fromSigned, toSigned, q, o, source, expected] = line.split(' ');
      const from = fixedFormat(fromSigned === '1', 10, 5);
      const to = fixedFormat(toSigned === '1', 6, 3);
      const value = fixedValue(rawOf(BigInt(`0x${source}`), from), from);
      return castFixed(value, to, parseQuantization(q), parseOverflow(o)) === BigInt(`0x${expected}`);
    };
    const all = lines!.lines();
    expect(all.filter((line) => !cast(line)).slice(0, 5)).toEqual([]);
    expect(all.length).toBe(258048);
  });

  test.each([
    // The seven modes at -2.5, -1.5, -0.5, 0.5, 1.5 and 2.5, and at a quarter to either side of 1.
    ['RND', [-2, -1, 0, 1, 2, 3], 1, 1],
    ['RND_ZERO', [-2, -1, 0, 0, 1, 2], 1, 1],
    ['RND_MIN_INF', [-3, -2, -1, 0, 1, 2], 1, 1],
    ['RND_INF', [-3, -2, -1, 1, 2, 3], 1, 1],
    ['RND_CONV', [-2, -2, 0, 0, 2, 2], 1, 1],
    ['TRN', [-3, -2, -1, 0, 1, 2], 0, 1],
    ['TRN_ZERO', [-2, -1, 0, 0, 1, 2], 0, 1],
  ] as const)('%s', (mode, ties, low, high) => {
    expect([-5, -3, -1, 1, 3, 5].map((n) => Number(quantize(Rational.of(n, 2), mode)))).toEqual(ties);
    expect([3, 5].map((n) => Number(quantize(Rational.of(n, 4), mode)))).toEqual([low, high]);
  });

  test.each([
    // Into fixed<3,3>: -4..3. Value, mode, result.
    [4, 'SAT', 3],
    [-5, 'SAT', -4],
    [-4, 'SAT_SYM', -3],
    [-9, 'SAT_SYM', -3],
    [5, 'SAT_ZERO', 0],
    [5, 'WRAP', -3],
    [9, 'WRAP:1', 1],
    [4, 'WRAP:1', 0],
    [-5, 'WRAP:1', -1],
    [9, 'WRAP:3', 3],
    [-9, 'WRAP:3', -4],
    [4, 'WRAP_SM', 3],
    [7, 'WRAP_SM', 0],
    [8, 'WRAP_SM', -1],
    [-5, 'WRAP_SM', -4],
    [5, 'WRAP_SM:1', 2],
    [-5, 'WRAP_SM:1', -4],
    [4, 'WRAP_SM:3', 3],
  ] as const)('%d %s -> %d', (n, overflow, expected) => {
    const word = castFixed(Rational.of(n), fixed(3, 3), 'TRN', parseOverflow(overflow));
    expect(Number(BigInt.asIntN(3, word))).toBe(expected);
  });

  test('the peculiarities of ap_fixed', () => {
    // A negative number into unsigned with saturated bits: they are ones.
    expect(castFixed(Rational.of(-1), ufixed(4, 4), 'TRN', parseOverflow('WRAP:2'))).toBe(0b1111n);
    expect(castFixed(Rational.of(-16), ufixed(4, 4), 'TRN', parseOverflow('WRAP:2'))).toBe(0b1100n);
    // WRAP_SM looks at the bit lost before rounding carries into it: 7.5 becomes 8, whose lost bit is 1, that of 7 is 0.
    expect(castFixed(Rational.of(15, 2), fixed(3, 3), 'RND', parseOverflow('WRAP_SM'))).toBe(0n);
    // One bit saturated symmetrically keeps its -1.
    expect(castFixed(Rational.of(-7), fixed(1, 1), 'TRN', parseOverflow('SAT_SYM'))).toBe(1n);
  });

  const anyValue = fc
    .tuple(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), fc.integer({ min: -30, max: 30 }))
    .map(([n, e]) => Rational.of(n).mul(Rational.pow2(e)));
  const anyMode = fc.constantFrom(...modes);
  const overflowOf = (to: FixedFormat) =>
    fc
      .tuple(fc.constantFrom(...(Object.keys(OVERFLOWS) as OverflowMode[])), fc.integer({ min: 0, max: to.width }))
      .filter(([mode]) => to.signed || mode !== 'WRAP_SM')
      .map(([mode, n]) => ({ mode, saturatedBits: mode.startsWith('WRAP') ? n : 0 }));
  const anyCast = anyFixed(70, 40).chain((to) => fc.tuple(fc.constant(to), overflowOf(to), anyMode, anyValue));

  test('quantisation moves by less than one ulp, and to nearest by at most a half', () => {
    fc.assert(
      fc.property(anyValue, anyMode, (x, q) => {
        const error = Rational.of(quantize(x, q)).sub(x).abs();
        expect(error.lt(Rational.ONE)).toBe(true);
        if (q.startsWith('RND')) expect(error.cmp(Rational.of(1, 2))).toBeLessThanOrEqual(0);
      }),
      SEED,
    );
  });

  test('a value of the format stays itself, but for the end that SAT_SYM gives up', () => {
    fc.assert(
      fc.property(anyCast, fc.bigInt({ min: 0n, max: 2n ** 70n }), ([to, o, q], bits) => {
        const word = BigInt.asUintN(to.width, bits);
        if (o.mode === 'SAT_SYM' && to.width > 1 && rawOf(word, to) === rawRange(to).min && to.signed) return;
        const value = decode(word, to) as Rational;
        expect(castFixed(value, to, q, o)).toBe(word);
      }),
      SEED,
    );
  });

  test('WRAP is congruent, SAT is nearest, and both agree within the range', () => {
    fc.assert(
      fc.property(anyCast, ([to, , q, x]) => {
        const n = quantize(x.mul(Rational.pow2(fracOf(to))), q);
        const { min, max } = rawRange(to);
        const wrapped = castFixed(x, to, q, parseOverflow('WRAP'));
        const saturated = rawOf(castFixed(x, to, q, parseOverflow('SAT')), to);
        expect((wrapped - n) % (1n << BigInt(to.width))).toBe(0n);
        const end = n < 0n ? min : max;
        expect(saturated).toBe(n >= min && n <= max ? n : end);
      }),
      SEED,
    );
  });

  test('SAT is monotonic', () => {
    fc.assert(
      fc.property(anyCast, anyValue, ([to, , q, x], y) => {
        const [a, b] = [x, y].map((v) => rawOf(castFixed(v, to, q, parseOverflow('SAT')), to));
        expect(x.lt(y) ? a <= b : a >= b).toBe(true);
      }),
      SEED,
    );
  });

  test('saturated bits carry the sign of the number', () => {
    fc.assert(
      fc.property(anyCast, ([to, o, q, x]) => {
        if (o.saturatedBits === 0) return;
        const n = quantize(x.mul(Rational.pow2(fracOf(to))), q);
        const { min, max } = rawRange(to);
        if (n >= min && n <= max) return;
        const end = BigInt.asUintN(to.width, n < 0n && to.signed ? min : max);
        const low = BigInt(to.width - o.saturatedBits);
        expect(castFixed(x, to, q, o) >> low).toBe(end >> low);
      }),
      SEED,
    );
  });
});
