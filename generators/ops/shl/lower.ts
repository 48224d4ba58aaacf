import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';
import type { ShiftAttrs } from '../shift.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use<ShiftAttrs>): Net {
  const [word, amount] = args;
  const { n } = use.attrs;
  if (n === undefined) return b.shl(word, amount);
  if (n === 0) return word;
  if (n >= word.width) return b.zero(word.width);
  return b.concat(b.slice(word, word.width - 1 - n, 0), b.zero(n));
}
