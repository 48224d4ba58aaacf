import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { lowerExtremum } from '../float/extremum.ts';
import type { FloatUse } from '../float/use.ts';

export const lowerFloat =
  (which: 'min' | 'max') =>
  (b: NetBuilder, args: readonly Net[], use: FloatUse): Net =>
    lowerExtremum(b, args, use, which, false);
