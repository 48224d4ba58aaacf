import { deliver, type FloatUse, modeOf } from '../../exact/float/deliver.ts';
import { sumOf } from '../../exact/float/terms.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** a + b, rounded once. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(sumOf([scalarOf(args[0]), scalarOf(args[1])], modeOf(args, use).rounding), args, use);
}
