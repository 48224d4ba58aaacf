import { deliver, type FloatUse } from '../../exact/float/deliver.ts';
import { extremumNumber } from '../../exact/float/extremum.ts';
import { quietly } from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** `minimumNumber` of IEEE 754-2019, section 9.6: NaN only if both operands are. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(quietly(extremumNumber('min', scalarOf(args[0]), scalarOf(args[1]))), args, use);
}
