import { decode } from '../../exact/decode.ts';
import { formatOf, wordOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';

/** What the word of a means in the result format. */
export function exact([a]: readonly Exact[], use: Use): Exact {
  return decode(wordOf(a, use.args[0]), formatOf(use.type));
}
