import { isNegative, negated } from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** a without its sign. */
export function floatExact([a]: readonly Exact[]): Exact {
  const x = scalarOf(a);
  return isNegative(x) ? negated(x) : x;
}
