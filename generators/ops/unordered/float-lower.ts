import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { certain, either } from '../float/bits.ts';
import { unpack } from '../float/unpack.ts';
import type { FloatUse } from '../float/use.ts';

export function lowerFloat(b: NetBuilder, args: readonly Net[], use: Pick<FloatUse, 'args'>): Net {
  return certain(b, either(b, ...use.args.map((format, i) => unpack(b, args[i], format).nan)));
}
