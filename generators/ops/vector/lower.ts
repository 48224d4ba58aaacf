import type { Net, NetBuilder } from '../../netlist/builder.ts';

export function lower(b: NetBuilder, args: readonly Net[]): Net {
  return b.concat(...args.toReversed());
}
