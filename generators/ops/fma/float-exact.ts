import { deliver, type FloatUse, modeOf } from '../../exact/float/deliver.ts';
import { productOf, sumOfOutcomes } from '../../exact/float/terms.ts';
import { quietly } from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** a * b + c, rounded once. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  const [a, b, c] = args.map((x) => scalarOf(x));
  return deliver(sumOfOutcomes([productOf([a, b]), quietly(c)], modeOf(args, use).rounding), args, use);
}
