import { widthOf } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, _args: readonly Net[], use: Use<{ readonly word: bigint }>): Net {
  return b.const(widthOf(use.type), use.attrs.word);
}
