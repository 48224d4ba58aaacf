import { decode } from '../../exact/decode.ts';
import { formatOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';

/** What the constant's word means. */
export function exact(_args: readonly Exact[], use: Use<{ readonly word: bigint }>): Exact {
  return decode(use.attrs.word, formatOf(use.type));
}
