import type { FixedFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Use } from '../operator.ts';

/** One multiplier. An unsigned operand of a signed product takes one zero bit on top, to be a signed word of the same value. */
export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const [x, y] = use.args as FixedFormat[];
  if (!x.signed && !y.signed) return b.mulu(args[0], args[1]);
  const signedWord = (word: Net, format: FixedFormat) => (format.signed ? word : b.zext(word, word.width + 1));
  return b.muls(signedWord(args[0], x), signedWord(args[1], y), x.width + y.width);
}
