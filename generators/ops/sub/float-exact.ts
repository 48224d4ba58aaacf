import { deliver, type FloatUse, modeOf } from '../../exact/float/deliver.ts';
import { sumOf } from '../../exact/float/terms.ts';
import { negated } from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** a - b as a + (-b), rounded once: so IEEE 754, section 6.3, gives the sign of a zero difference. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(sumOf([scalarOf(args[0]), negated(scalarOf(args[1]))], modeOf(args, use).rounding), args, use);
}
