/** The product of two significands. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';

export function product(b: NetBuilder, x: Net, y: Net): Net {
  return b.mulu(x, y);
}
