import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floorLog2, Rational } from './rational.ts';

const anyRational = fc
  .tuple(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), fc.bigInt({ min: 1n, max: 2n ** 60n }))
  .map(([n, d]) => Rational.of(n, d));
const SEED = { seed: 11, numRuns: 500 };

describe('rational numbers', () => {
  test('form a field', () => {
    fc.assert(
      fc.property(anyRational, anyRational, anyRational, (a, b, c) => {
        expect(a.add(b).mul(c)).toEqual(a.mul(c).add(b.mul(c)));
        expect(a.sub(b).add(b)).toEqual(a);
        if (b.sign() !== 0) expect(a.div(b).mul(b)).toEqual(a);
        expect(a.cmp(b)).toBe(-b.cmp(a));
      }),
      SEED,
    );
  });

  test('floor and ceil enclose', () => {
    fc.assert(
      fc.property(anyRational, (a) => {
        const rest = a.sub(Rational.of(a.floor()));
        expect(rest.sign() >= 0 && rest.lt(Rational.ONE)).toBe(true);
        expect(a.ceil() - a.floor()).toBe(a.isInteger() ? 0n : 1n);
      }),
      SEED,
    );
  });

  test('floorLog2', () => {
    fc.assert(
      fc.property(anyRational, (a) => {
        if (a.sign() <= 0) return;
        const e = floorLog2(a);
        expect(Rational.pow2(e).cmp(a)).toBeLessThanOrEqual(0);
        expect(a.lt(Rational.pow2(e + 1))).toBe(true);
      }),
      SEED,
    );
    for (const e of [-1075, -64, -1, 0, 1, 63, 1023]) expect(floorLog2(Rational.pow2(e))).toBe(e);
    expect(() => floorLog2(Rational.ZERO)).toThrow(RangeError);
  });

  test.each([
    ['1.5', 3, 2],
    ['-.5', -1, 2],
    ['2.', 2, 1],
    ['-1.5e-3', -3, 2000],
    ['3p-4', 3, 16],
    ['1.5P2', 6, 1],
    ['0x1F', 31, 1],
    ['3/8', 3, 8],
  ])('reads %s', (text, num, den) => {
    expect(Rational.parse(text)).toEqual(Rational.of(num, den));
  });

  test.each(['', '.', 'e3', '1e', '1p', '1p2e3', '1/0', '0x', 'one', '1 2'])('does not read %j', (text) => {
    expect(Rational.parse(text)).toBeUndefined();
  });

  test('doubles are exact both ways', () => {
    for (const x of [0, 1, -1.5, 0.1, 5e-324, 1.7976931348623157e308, -(2 ** -1000)])
      expect(Rational.fromNumber(x).toNumber()).toBe(x);
    expect(Rational.of(1, 3).toNumber()).toBe(1 / 3);
    expect(Rational.of(2n ** 53n + 1n).toNumber()).toBe(2 ** 53);
    expect(Rational.of(-(10n ** 400n)).toNumber()).toBe(Number.NEGATIVE_INFINITY);
    expect(Rational.of(1n, 10n ** 400n).toNumber()).toBe(0);
    expect(() => Rational.fromNumber(Number.NaN)).toThrow(RangeError);
  });
});
