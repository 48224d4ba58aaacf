import type { FixedFormat, VectorType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { sumTree } from '../fixed-words.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const { element, length } = use.args[0] as VectorType;
  const { width, signed } = element as FixedFormat;
  const words = Array.from({ length }, (_, i) => b.slice(args[0], (i + 1) * width - 1, i * width));
  return sumTree(b, words, signed, (use.type as FixedFormat).width);
}
