import type { Net, NetBuilder } from '../../netlist/builder.ts';

export function lower(_b: NetBuilder, args: readonly Net[]): Net {
  return args[0];
}
