import { decode } from '../../exact/decode.ts';
import { formatOf, numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';
import type { RomAttrs } from './index.ts';

/** What the word at the address means; past the end of the table, what the word 0 means. */
export function exact([address]: readonly Exact[], use: Use<RomAttrs>): Exact {
  // An address too large for a double's integers is still past the end of every table.
  const word = use.attrs.table[Number(numberOf(address).num)] ?? 0n;
  return decode(word, formatOf(use.type));
}
