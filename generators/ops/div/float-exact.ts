import { deliver, type FloatUse } from '../../exact/float/deliver.ts';
import { quotientOf } from '../../exact/float/terms.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** a / b, rounded once. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(quotientOf(scalarOf(args[0]), scalarOf(args[1])), args, use);
}
