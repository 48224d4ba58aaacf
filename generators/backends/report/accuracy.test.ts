import { describe, expect, it } from 'vitest';
import { operatorRequest } from '../../design/operator-request.ts';
import { design, fixed, vector } from '../../index.ts';
import { accuracyOf } from './accuracy.ts';

const all = (bits: number) => Array.from({ length: 2 ** bits }, (_, i) => [BigInt(i)]);

describe('the error against real arithmetic', () => {
  it('of truncation lies below zero by up to an ulp', () => {
    const [found] = accuracyOf(operatorRequest('op:cast:round=TRN/fixed<8,4>/fixed<6,4>', {}), all(8));
    expect(found).toMatchObject({ output: 'y', format: 'fixed<6,4>', beyond: 0, largest: 0.75, mean: -0.375 });
    expect(found.rms).toBeCloseTo(Math.sqrt((0.25 ** 2 + 0.5 ** 2 + 0.75 ** 2) / 4), 12);
    expect(found.nearest).toBe(0.75);
    expect(found.samples).toHaveLength(256);
  });

  it('of rounding to nearest is half an ulp at most, subnormals included', () => {
    const [found] = accuracyOf(operatorRequest('op:sqrt/E4M3', {}), all(8));
    expect(found.nearest).toBe(1);
    expect(found.largest).toBeLessThanOrEqual(0.5);
    expect(found.largest).toBeGreaterThan(0.4);
    // Negative numbers and NaN have no root.
    expect(found.beyond).toBe(128);
  });

  it('leaves out what is out of range, and says how much', () => {
    const [wraps] = accuracyOf(operatorRequest('op:cast:round=RND/fixed<8,4>/fixed<6,4>', {}), all(8));
    // From 7.875 on rounding up wraps to -8.
    expect(wraps.beyond).toBe(2);
    expect(wraps.largest).toBe(0.5);
    const [saturates] = accuracyOf(operatorRequest('op:cast/E5M2/E4M3', {}), all(8));
    expect(saturates.largest).toBeLessThanOrEqual(0.5);
    expect(saturates.beyond).toBeGreaterThan(50);
  });

  it('counts the elements of a vector each', () => {
    const halves = design(
      'halves',
      { inputs: { x: vector(2, fixed(4, 4)) }, outputs: { y: vector(2, fixed(3, 3)) } },
      ({ x }, d) => ({ y: d.vector([0, 1].map((i) => x.at(i).scalb(-1).cast(fixed(3, 3)))) }),
    );
    expect(accuracyOf(halves, all(8))[0]).toMatchObject({ largest: 0.5, mean: -0.25, samples: { length: 512 } });
  });
});
