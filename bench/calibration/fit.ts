import type { Netlist } from '../../generators/netlist/netlist.ts';
import { LUT_KINDS, type LutKind } from '../../generators/timing/area.ts';
import { mapNetlist } from '../../generators/timing/mapping.ts';
import { TARGET_DEVICES, type TargetName } from '../../generators/timing/targets.ts';

export type Factors = Readonly<Record<LutKind, number>>;

/** LUTs by kind that a design's structure asks for, and those that synthesis took. */
export interface Observation {
  readonly structure: Factors;
  readonly measured: number;
}

export function structureOf(netlist: Netlist, target: TargetName, dspAllowed: boolean): Factors {
  const total = Object.fromEntries(LUT_KINDS.map((kind) => [kind, 0])) as Record<LutKind, number>;
  for (const { luts } of mapNetlist(netlist, TARGET_DEVICES[target], dspAllowed))
    for (const kind of LUT_KINDS) total[kind] += luts[kind] ?? 0;
  return total;
}

/** Where a factor is drawn to, and how much: as by that many designs made of that kind alone. */
const PRIOR = {
  sum: 1,
  increment: 1,
  order: 1,
  reduction: 1,
  shift: 1,
  rom: 1,
  product: 2,
  rows: 0,
  constantProduct: 1,
  control: 1,
  logic: 1,
  mux: 1,
};
const PULL = 0.03;
/** Rounds of weighing, and sweeps over the factors in each; more change nothing in the digits that are kept. */
const ROUNDS = 40;
const SWEEPS = 200;

/**
 * The factors, none negative, that make the squared logarithms of estimate over measurement least: a third too much is as
 * wrong as a quarter too little. Weighted least squares by coordinate descent, weighed anew in every round with the
 * geometric mean of estimate and measurement.
 */
export function fitFactors(observations: readonly Observation[]): Factors {
  const factors: Record<LutKind, number> = { ...PRIOR };
  for (let round = 0; round < ROUNDS; round++) {
    const rows = observations.map(({ structure, measured }) => {
      const scale = Math.sqrt(measured * Math.max(estimated(structure, factors), measured / 10));
      return { x: LUT_KINDS.map((kind) => structure[kind] / scale), y: measured / scale };
    });
    descend(rows, factors);
  }
  for (const kind of LUT_KINDS) factors[kind] = Math.round(factors[kind] * 1000) / 1000;
  return factors;
}

function descend(rows: readonly { x: readonly number[]; y: number }[], factors: Record<LutKind, number>): void {
  const left = rows.map(({ x, y }) => x.reduce((rest, v, k) => rest - v * factors[LUT_KINDS[k]], y));
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const [k, kind] of LUT_KINDS.entries()) {
      const own = rows.reduce((sum, { x }) => sum + x[k] * x[k], PULL);
      const pull = rows.reduce((sum, { x }, i) => sum + x[k] * left[i], PULL * (PRIOR[kind] - factors[kind]));
      const next = Math.max(0, factors[kind] + pull / own);
      for (const [i, { x }] of rows.entries()) left[i] -= x[k] * (next - factors[kind]);
      factors[kind] = next;
    }
}

export function estimated(structure: Factors, factors: Factors): number {
  return LUT_KINDS.reduce((sum, kind) => sum + structure[kind] * factors[kind], 0);
}

/** Relative errors as figures: medians and extremes of their sizes. */
export function summary(errors: readonly number[]): { median: number; p90: number; worst: number } {
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  const at = (share: number) => sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0;
  return { median: at(0.5), p90: at(0.9), worst: sizes.at(-1) ?? 0 };
}
