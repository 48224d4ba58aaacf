import { expect, test } from 'vitest';
import { Rational } from './rational.ts';
import { floorOfRoot, rootToPlaces } from './root.ts';

test('floors of roots: r^2 <= y < (r+1)^2', () => {
  for (const y of [0n, 1n, 2n, 3n, 4n, 24n, 25n, 26n, 2n ** 200n - 1n, 2n ** 200n, 10n ** 61n]) {
    const r = floorOfRoot(Rational.of(y));
    expect(r * r <= y && y < (r + 1n) * (r + 1n)).toBe(true);
  }
  expect(floorOfRoot(Rational.of(99, 100))).toBe(0n);
});

test('roots compare with every multiple of 2^-places as they should', () => {
  for (let n = 1; n <= 60; n += 1)
    for (const places of [-2, 0, 3]) {
      const y = Rational.of(n, 7);
      const root = rootToPlaces(y, places);
      for (let k = 0n; k < 40n; k += 1n) {
        const multiple = Rational.of(k).mul(Rational.pow2(-places));
        expect(root.cmp(multiple)).toBe(y.cmp(multiple.mul(multiple)));
      }
    }
  expect(rootToPlaces(Rational.of(9, 4), 1).toString()).toBe('3/2');
});
