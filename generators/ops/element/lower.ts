import { widthOf } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';
import type { ElementAttrs } from './index.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use<ElementAttrs>): Net {
  const width = widthOf(use.type);
  const lo = use.attrs.index * width;
  return b.slice(args[0], lo + width - 1, lo);
}
