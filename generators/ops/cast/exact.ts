import { castFixed } from '../../exact/cast-fixed.ts';
import { decode } from '../../exact/decode.ts';
import { fixedFormatOf, numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import { parseOverflow, parseQuantization } from '../../formats/modes.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/** a, quantised to the fraction bits of the result format and then brought into its range. */
export function exact([a]: readonly Exact[], use: Use<RoundingAttrs>): Exact {
  const to = fixedFormatOf(use.type);
  const { round, overflow } = use.attrs;
  return decode(castFixed(numberOf(a), to, parseQuantization(round), parseOverflow(overflow)), to);
}
