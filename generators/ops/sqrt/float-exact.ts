import { deliver, type FloatUse, floatResult, modeOf } from '../../exact/float/deliver.ts';
import { roundableRoot } from '../../exact/float/root.ts';
import {
  finite,
  INVALID,
  isInfinite,
  isNegative,
  isZero,
  NAN,
  type Outcome,
  quietly,
} from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';

/** The square root of a, rounded once; of -0 it is -0, of other negative values invalid (IEEE 754, sections 5.4.1, 7.2). */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(root(scalarOf(args[0]), args, use), args, use);
}

function root(a: ExactScalar, args: readonly Exact[], use: FloatUse): Outcome {
  if (a === 'nan') return NAN;
  if (isZero(a)) return quietly(a);
  if (isNegative(a)) return INVALID;
  if (isInfinite(a)) return quietly(a);
  return quietly(roundableRoot(finite(a), floatResult(use), modeOf(args, use).rounding));
}
