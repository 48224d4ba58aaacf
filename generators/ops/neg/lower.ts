import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const [x, type] = [use.args[0] as FixedFormat, use.type as FixedFormat];
  return b.neg(b.extend(args[0], type.width, x.signed));
}
