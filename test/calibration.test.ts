/** The size model and its fit: `npm run calibrate`. */
import { describe, expect, it } from 'vitest';
import { BENCH_DESIGNS } from '../bench/calibration/designs.ts';
import { estimated, fitFactors, type Observation, summary } from '../bench/calibration/fit.ts';
import { MEASURED, readMeasurements } from '../bench/calibration/measure.ts';
import { Random } from '../cosim/vectors/random.ts';
import { LUT_KINDS, type LutKind, lutsOf } from '../generators/timing/area.ts';
import { LUT_FACTORS } from '../generators/timing/calibration.ts';

const factors = (value: (k: number) => number) =>
  Object.fromEntries(LUT_KINDS.map((kind, k) => [kind, value(k)])) as Record<LutKind, number>;

/** Designs of a few kinds each, measured as `truth` says, times a disturbance. */
function observations(truth: Record<LutKind, number>, disturbance: (i: number) => number): Observation[] {
  const random = new Random(7);
  return Array.from({ length: 80 }, (_, i) => {
    const structure = factors((k) => (random.below(3) === 0 || k === i % LUT_KINDS.length ? 5 + random.below(60) : 0));
    const measured = estimated(structure, truth) * disturbance(i);
    return { structure, measured };
  });
}

describe('the fit', () => {
  const truth = factors((k) => 0.4 + 0.3 * k);
  it('finds what made the measurements', () => {
    const measured = observations(truth, () => 1);
    const found = fitFactors(measured);
    for (const o of measured) expect(Math.abs(estimated(o.structure, found) / o.measured - 1)).toBeLessThan(0.05);
  });
  it('is not drawn up or down by errors that are alike both ways', () => {
    const measured = observations(truth, (i) => (i % 2 === 0 ? 1.3 : 1 / 1.3));
    const found = fitFactors(measured);
    const logs = measured.map(({ structure }) => Math.log(estimated(structure, found) / estimated(structure, truth)));
    // Squares of relative errors alone would draw it down by a tenth.
    expect(Math.abs(logs.reduce((sum, x) => sum + x, 0) / logs.length)).toBeLessThan(0.05);
  });
  it('gives no negative factor', () => {
    const measured = observations(truth, (i) => 1 + 3 * Math.abs(Math.sin(i)));
    expect(Object.values(fitFactors(measured)).every((f) => f >= 0)).toBe(true);
  });
});

it('errors are summed up by their size', () => {
  expect(summary([0.1, -0.5, 0.2, -0.3, 0])).toEqual({ median: 0.2, p90: 0.5, worst: 0.5 });
});

describe('what is checked in', () => {
  const { tool, rows } = readMeasurements();
  it('measures every design on every target, and holds some out', () => {
    const keys = BENCH_DESIGNS.flatMap(({ argument }) => MEASURED.map((target) => `${argument} ${target}`));
    expect(rows.map((row) => `${row.design} ${row.target}`)).toEqual(keys);
    expect(BENCH_DESIGNS.filter((d) => !d.heldOut).length).toBeGreaterThanOrEqual(60);
    expect(BENCH_DESIGNS.filter((d) => d.heldOut).length).toBeGreaterThanOrEqual(15);
    expect(tool).toMatch(/^Yosys 0\.\d+/);
  });
  it('weighs every kind, on every target', () => {
    for (const target of [...MEASURED, 'xcup'] as const) {
      expect(Object.keys(LUT_FACTORS[target])).toEqual([...LUT_KINDS]);
      expect(lutsOf({ sum: 10, mux: 5 }, target)).toBe(10 * LUT_FACTORS[target].sum + 5 * LUT_FACTORS[target].mux);
    }
  });
});
