import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';
import type { ShiftAttrs } from '../shift.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use<ShiftAttrs>): Net {
  const [word, amount] = args;
  const { signed } = use.args[0] as FixedFormat;
  const { n } = use.attrs;
  if (n === undefined) return signed ? b.shrs(word, amount) : b.shru(word, amount);
  if (n >= word.width && !signed) return b.zero(word.width);
  const lo = Math.min(n, word.width - 1);
  return b.extend(b.slice(word, word.width - 1, lo), word.width, signed);
}
