import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const [word] = args;
  return (use.args[0] as FixedFormat).signed ? b.mux(b.msb(word), b.neg(word), word) : word;
}
