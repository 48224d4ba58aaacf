import { widthOf } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';
import type { RomAttrs } from './index.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use<RomAttrs>): Net {
  return b.rom(args[0], widthOf(use.type), use.attrs.table);
}
