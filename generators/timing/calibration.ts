/**
 * LUTs that synthesis takes for one that the structure asks for, by target and kind. Made by `npm run calibrate` from
 * bench/calibration/measurements.json, so do not edit: Yosys 0.23 (git sha1 7ce5011c24b), 62 designs;
 * docs/estimates.md tells the errors.
 */
import type { LutKind } from './area.ts';
import type { TargetName } from './targets.ts';

export const LUT_FACTORS: Readonly<Record<TargetName, Readonly<Record<LutKind, number>>>> = {
  xc7: {
    sum: 0.906,
    increment: 0.009,
    order: 1.14,
    reduction: 1.057,
    shift: 1.1,
    rom: 0.802,
    product: 1.937,
    rows: 0.437,
    constantProduct: 1.745,
    control: 0.464,
    logic: 0.549,
    mux: 0.72,
  },
  xcup: {
    sum: 0.906,
    increment: 0.009,
    order: 1.14,
    reduction: 1.057,
    shift: 1.1,
    rom: 0.802,
    product: 1.937,
    rows: 0.437,
    constantProduct: 1.745,
    control: 0.464,
    logic: 0.549,
    mux: 0.72,
  },
  ecp5: {
    sum: 1.178,
    increment: 1.087,
    order: 2.565,
    reduction: 0.953,
    shift: 1.09,
    rom: 0.641,
    product: 3.988,
    rows: 1.444,
    constantProduct: 2.763,
    control: 1.341,
    logic: 0.972,
    mux: 1.172,
  },
  ice40: {
    sum: 1.079,
    increment: 1.312,
    order: 1.47,
    reduction: 0.859,
    shift: 0.624,
    rom: 0.451,
    product: 2.45,
    rows: 0.386,
    constantProduct: 2.137,
    control: 0.163,
    logic: 0.894,
    mux: 0.708,
  },
};
