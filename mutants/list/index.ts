import type { Mutant } from '../mutant.ts';
import { COSIM } from './cosim.ts';
import { EXECUTORS } from './executors.ts';
import { FIXED } from './fixed.ts';
import { FLOAT } from './float.ts';
import { INTERFACES } from './interfaces.ts';
import { NETWORKS } from './networks.ts';
import { PASSES } from './passes.ts';
import { PRINTERS } from './printers.ts';
import { SCHEDULES } from './schedules.ts';
import { STREAMING } from './streaming.ts';

/** All mutants by what they break. */
export const MUTANTS: Readonly<Record<string, readonly Mutant[]>> = {
  'fixed-point lowering': FIXED,
  'float lowering': FLOAT,
  'golden model': EXECUTORS,
  'netlist pass': PASSES,
  printer: PRINTERS,
  schedule: SCHEDULES,
  interface: INTERFACES,
  streaming: STREAMING,
  'network and training': NETWORKS,
  'co-simulation': COSIM,
};
