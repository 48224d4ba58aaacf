import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { widen } from '../fixed-words.ts';
import type { Use } from '../operator.ts';
import type { Extremum } from './index.ts';

export const lower =
  (which: Extremum) =>
  (b: NetBuilder, args: readonly Net[], use: Use): Net => {
    const type = use.type as FixedFormat;
    const [x, y] = args.map((word, i) => widen(b, word, use.args[i] as FixedFormat, type));
    const [p, q] = which === 'min' ? [x, y] : [y, x];
    return b.mux(type.signed ? b.lts(p, q) : b.ltu(p, q), x, y);
  };
