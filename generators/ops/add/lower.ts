import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { widen } from '../fixed-words.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const [x, y] = use.args as FixedFormat[];
  const type = use.type as FixedFormat;
  const [wa, wb] = [widen(b, args[0], x, type), widen(b, args[1], y, type)];
  return b.add(wa, wb);
}
