import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';
import type { SliceAttrs } from './index.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use<SliceAttrs>): Net {
  return b.slice(args[0], use.attrs.hi, use.attrs.lo);
}
