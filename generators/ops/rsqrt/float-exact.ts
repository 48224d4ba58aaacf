import { deliver, type FloatUse, floatResult, modeOf } from '../../exact/float/deliver.ts';
import { FLAGS } from '../../exact/float/flags.ts';
import { roundableRoot } from '../../exact/float/root.ts';
import {
  finite,
  INVALID,
  infinity,
  isInfinite,
  isNegative,
  isZero,
  NAN,
  type Outcome,
  quietly,
} from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';

/**
 * 1 / sqrt(a), rounded once. A zero gives the infinity of its sign and raises divide by zero; other negative values are
 * invalid (IEEE 754-2019, table 9.1 and section 9.2.1).
 */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  return deliver(reciprocalRoot(scalarOf(args[0]), args, use), args, use);
}

function reciprocalRoot(a: ExactScalar, args: readonly Exact[], use: FloatUse): Outcome {
  if (a === 'nan') return NAN;
  if (isZero(a)) return { value: infinity(isNegative(a)), flags: FLAGS.divideByZero };
  if (isNegative(a)) return INVALID;
  if (isInfinite(a)) return quietly(Rational.ZERO);
  // The root of the reciprocal is the reciprocal of the root, and its square is rational.
  return quietly(roundableRoot(Rational.ONE.div(finite(a)), floatResult(use), modeOf(args, use).rounding));
}
