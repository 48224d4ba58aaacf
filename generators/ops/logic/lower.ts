import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { widen } from '../fixed-words.ts';
import type { Use } from '../operator.ts';
import type { Gate } from './index.ts';

export const lower =
  (gate: Gate | 'not') =>
  (b: NetBuilder, args: readonly Net[], use: Use): Net => {
    if (gate === 'not') return b.not(args[0]);
    const [x, y] = args.map((word, i) => widen(b, word, use.args[i] as FixedFormat, use.type as FixedFormat));
    return b[gate](x, y);
  };
