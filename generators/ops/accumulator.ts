/** The attributes by which float sums name the format and the order of their additions. */
import { z } from 'zod';
import { fail } from '../diagnostics/diagnostic.ts';
import type { SumAttrs } from '../exact/float/accumulate.ts';
import type { FloatFormat } from '../formats/format.ts';
import { formatName, parseFormat } from '../formats/name.ts';
import type { Attrs } from '../ir/ir.ts';
import { completeFloat, floatResultFormat } from './float-attrs.ts';

export const accumulatorParams = {
  accumulator: z
    .string()
    .optional()
    .describe(
      'float format of the running sum: every addition then rounds into it; default none, the sum is exact and rounds once',
    ),
  order: z
    .enum(['sequential', 'tree'])
    .optional()
    .describe(
      'with accumulator: sequential adds element after element, tree adds neighbours in pairs, level by level; default sequential',
    ),
};

/**
 * The attributes as the IR keeps them. Throws BW2014 for an order without accumulator, as an exact sum has none, and for
 * stochastic rounding with one, as one operand of random bits cannot serve many independent roundings.
 */
export function completeSum(op: string, given: Attrs, own: FloatFormat | undefined): SumAttrs {
  const attrs = completeFloat(op, given, own);
  if (given.accumulator === undefined) {
    if (given.order !== undefined)
      fail('BW2014', `${op}: attribute order belongs to an accumulator: the exact sum has no order`, {
        help: 'name accumulator=FORMAT, or leave the order out',
      });
    return attrs;
  }
  if (attrs.round === 'SR')
    fail('BW2014', `${op}: round=SR with an accumulator would need random bits for every addition`, {
      help: 'leave the accumulator out, or write the additions as add operators with random bits of their own',
    });
  const accumulator = formatName(floatResultFormat(`the accumulator of ${op}`, parseFormat(String(given.accumulator))));
  return { ...attrs, accumulator, order: given.order === 'tree' ? 'tree' : 'sequential' };
}
