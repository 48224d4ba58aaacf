import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { lowerSum } from '../float/add.ts';
import type { FloatUse } from '../float/use.ts';

export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  return lowerSum(b, args, use, true);
}
