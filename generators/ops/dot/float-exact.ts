import { deliverSum, type SumUse } from '../../exact/float/accumulate.ts';
import { productOf } from '../../exact/float/terms.ts';
import { elementsOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** The sum of a[i] * b[i]. */
export function floatExact(args: readonly Exact[], use: SumUse): Exact {
  const b = elementsOf(args[1]);
  return deliverSum(
    elementsOf(args[0]).map((x, i) => productOf([x, b[i]])),
    args,
    use,
  );
}
