import { describe, expect, it } from 'vitest';
import { fixed } from '../formats/build.ts';
import { network } from './builder.ts';
import { profileNetwork } from './profile.ts';
import { profilePlot } from './profile-plot.ts';

/** x in fixed<5,3> (-4 to 3.75, steps of 1/4), into fixed<3,2> (-2 to 1.5, steps of 1/2). */
const lossy = network('lossy')
  .input('x', [2], fixed(5, 3))
  .requantise({ name: 'narrow', output: { format: fixed(3, 2), round: 'RND', overflow: 'SAT' } })
  .relu({ name: 'active' })
  .output('y').checked;

const rows = [
  [[0.25, -2.25]], // 0.5 (a tie goes up), -2: an ulp's fraction below the range, yet rounding brings it back
  [[3, 1.75]], // 1.5 twice: 3 overflows, and 1.75 rounds to 2, which does too
  [[-0.5, 0]],
];

describe('a profile', () => {
  const profile = profileNetwork(lossy, rows);
  const [x, narrow, active] = profile.layers;

  it('counts what a format could not hold', () => {
    expect(profile.rows).toBe(3);
    expect(x).toMatchObject({ kind: 'input', type: '[2] of fixed<5,3>', overflows: 0, seen: { min: -2.25, max: 3 } });
    expect(narrow).toMatchObject({
      overflows: 2,
      values: 6,
      format: { min: -2, max: 1.5 },
      seen: { min: -2.25, max: 3 },
    });
    expect(active).toMatchObject({ overflows: 0, format: { min: 0, max: 1.5 }, seen: { min: 0, max: 1.5 } });
  });

  it('measures errors against the real-valued model', () => {
    const errors = [0.25, 0.25, 1.5, 0.25, 0, 0];
    const signal = [0.25, -2.25, 3, 1.75, -0.5, 0];
    const power = (values: readonly number[]) => values.reduce((sum, v) => sum + v * v, 0);
    expect(narrow.error.largest).toBe(1.5);
    expect(narrow.error.rms).toBeCloseTo(Math.sqrt(power(errors) / 6), 12);
    expect(narrow.error.sqnr).toBeCloseTo(10 * Math.log10(power(signal) / power(errors)), 9);
    expect(x.error).toEqual({ largest: 0, rms: 0, sqnr: null });
  });

  it('tells how many integer bits no value needed', () => {
    expect(x.spareBits).toBe(0);
    expect(profileNetwork(lossy, [[[0.75, -1]]]).layers[0].spareBits).toBe(2);
    expect(narrow.spareBits).toBe(-1);
  });

  it('counts labels', () => {
    const best = network('n').input('x', [3], fixed(4, 2)).argmax().output('label').checked;
    const labels = new Map([['label', [1n, 2n]]]);
    const { accuracy } = profileNetwork(best, [[[0, 1, 0.5]], [[1, 0, 0]]], labels);
    expect(accuracy).toEqual([{ output: 'label', quantised: 0.5, real: 0.5 }]);
  });

  it('is drawn with a line per layer, red where values overflowed', () => {
    const svg = profilePlot('lossy', profile);
    expect(svg.match(/#c43c35/g)).toHaveLength(1);
    expect(svg).toContain('>2 overflows</text>');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});
