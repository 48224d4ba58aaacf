import { deliverSum, type SumUse } from '../../exact/float/accumulate.ts';
import { quietly } from '../../exact/float/values.ts';
import { elementsOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** The sum of the elements. */
export function floatExact(args: readonly Exact[], use: SumUse): Exact {
  return deliverSum(elementsOf(args[0]).map(quietly), args, use);
}
