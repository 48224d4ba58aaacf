import { deliver, type FloatUse } from '../../exact/float/deliver.ts';
import { quotientOf } from '../../exact/float/terms.ts';
import { scalarOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';

/** 1 / a, rounded once. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(quotientOf(Rational.ONE, scalarOf(args[0])), args, use);
}
