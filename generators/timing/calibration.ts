/**
 * LUTs that synthesis takes for one that the structure asks for, by target and kind. Made by `npm run calibrate` from
 * bench/calibration/measurements.json, so do not edit: Yosys 0.23 (git sha1 7ce5011c24b), 62 designs;
 * docs/estimates.md tells the errors.
 */
import type { LutKind } from './area.ts';
import type { TargetName } from './targets.ts';

export const LUT_FACTORS: Readonly<Record<TargetName, Readonly<Record<LutKind, number>>>> = {
  xc7: {
    sum: 0.845,
    increment: 0.013,
    order: 1.148,
    reduction: 1.055,
    shift: 1.066,
    rom: 0.803,
    product: 1.941,
    rows: 0.435,
    constantProduct: 1.786,
    control: 0.502,
    logic: 0.545,
    mux: 0.728,
  },
  xcup: {
    sum: 0.845,
    increment: 0.013,
    order: 1.148,
    reduction: 1.055,
    shift: 1.066,
    rom: 0.803,
    product: 1.941,
    rows: 0.435,
    constantProduct: 1.786,
    control: 0.502,
    logic: 0.545,
    mux: 0.728,
  },
  ecp5: {
    sum: 1.051,
    increment: 1.078,
    order: 2.589,
    reduction: 0.952,
    shift: 1.293,
    rom: 0.639,
    product: 3.883,
    rows: 1.528,
    constantProduct: 2.65,
    control: 1.402,
    logic: 0.995,
    mux: 1.181,
  },
  ice40: {
    sum: 0.996,
    increment: 1.302,
    order: 1.481,
    reduction: 0.858,
    shift: 0.626,
    rom: 0.452,
    product: 2.428,
    rows: 0.409,
    constantProduct: 2.084,
    control: 0.209,
    logic: 0.898,
    mux: 0.717,
  },
};
