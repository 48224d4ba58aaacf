/**
 * LUTs that synthesis takes for one that the structure asks for, by target and kind. Made by `npm run calibrate` from
 * bench/calibration/measurements.json, so do not edit: Yosys 0.23 (git sha1 7ce5011c24b), 62 designs;
 * docs/estimates.md tells the errors.
 */
import type { LutKind } from './area.ts';
import type { TargetName } from './targets.ts';

export const LUT_FACTORS: Readonly<Record<TargetName, Readonly<Record<LutKind, number>>>> = {
  xc7: {
    sum: 0.846,
    increment: 0.013,
    order: 1.149,
    reduction: 1.058,
    shift: 1.185,
    rom: 0.8,
    product: 1.941,
    rows: 0.435,
    constantProduct: 1.785,
    control: 0.496,
    logic: 0.56,
    mux: 0.726,
  },
  xcup: {
    sum: 0.846,
    increment: 0.013,
    order: 1.149,
    reduction: 1.058,
    shift: 1.185,
    rom: 0.8,
    product: 1.941,
    rows: 0.435,
    constantProduct: 1.785,
    control: 0.496,
    logic: 0.56,
    mux: 0.726,
  },
  ecp5: {
    sum: 1.049,
    increment: 1.078,
    order: 2.589,
    reduction: 0.952,
    shift: 1.238,
    rom: 0.64,
    product: 3.883,
    rows: 1.528,
    constantProduct: 2.652,
    control: 1.405,
    logic: 0.993,
    mux: 1.181,
  },
  ice40: {
    sum: 0.996,
    increment: 1.303,
    order: 1.482,
    reduction: 0.859,
    shift: 0.733,
    rom: 0.451,
    product: 2.428,
    rows: 0.409,
    constantProduct: 2.084,
    control: 0.205,
    logic: 0.912,
    mux: 0.715,
  },
};
