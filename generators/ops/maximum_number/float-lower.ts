import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { lowerExtremum } from '../float/extremum.ts';
import type { FloatUse } from '../float/use.ts';

export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  return lowerExtremum(b, args, use, 'max', true);
}
