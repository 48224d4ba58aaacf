import { deliver, type FloatUse } from '../../exact/float/deliver.ts';
import { extremum } from '../../exact/float/extremum.ts';
import { quietly } from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** `minimum` and `maximum` of IEEE 754-2019, section 9.6: NaN if either operand is. */
export function floatExact(which: 'min' | 'max'): (args: readonly Exact[], use: FloatUse) => Exact {
  return (args, use) => deliver(quietly(extremum(which, scalarOf(args[0]), scalarOf(args[1]))), args, use);
}
