/** How the meaning of a rounding operator takes its modes and gives its result: as a value, or as the flags. */

import { type FloatFormat, type Type, widthOf } from '../../formats/format.ts';
import type { FloatOverflow } from '../../formats/modes.ts';
import { parseFormat } from '../../formats/name.ts';
import type { OperationRounding } from '../../formats/result-modes.ts';
import { floatFormatOf, numberOf } from '../operands.ts';
import { Rational } from '../rational.ts';
import type { Exact } from '../value.ts';
import { type FloatMode, roundFloat } from './round.ts';
import type { Outcome } from './values.ts';

/** Attributes of every operator that rounds into a float. */
export type FloatModes = { readonly round: OperationRounding; readonly overflow: FloatOverflow };

/** With `give=flags` the result is the exceptions as uint5, and `result` names the format that is rounded into. */
export type FloatAttrs = FloatModes | (FloatModes & { readonly give: 'flags'; readonly result: string });

/** What the meaning sees of one use of the operator. */
export interface FloatUse {
  readonly args: readonly Type[];
  readonly type: Type;
  readonly attrs: FloatAttrs;
}

/** The format that is rounded into. */
export function floatResult(use: FloatUse): FloatFormat {
  return floatFormatOf('give' in use.attrs ? parseFormat(use.attrs.result) : use.type);
}

/** The rounding and overflow mode. With SR the random bits are the last operand. */
export function modeOf(args: readonly Exact[], use: FloatUse): FloatMode {
  const { round, overflow } = use.attrs;
  if (round !== 'SR') return { rounding: round, overflow };
  const random = numberOf(args[args.length - 1]).num;
  return { rounding: { bits: widthOf(use.args[use.args.length - 1]), random }, overflow };
}

/** The result rounded once, or what that and the operation itself raise. */
export function deliver(exact: Outcome, args: readonly Exact[], use: FloatUse): Exact {
  const rounded = roundFloat(exact.value, floatResult(use), modeOf(args, use));
  return give({ value: rounded.value, flags: rounded.flags | exact.flags }, use);
}

/** A result that has been rounded, or its flags. */
export function give(outcome: Outcome, use: FloatUse): Exact {
  return 'give' in use.attrs ? Rational.of(outcome.flags) : outcome.value;
}
