/** One use of an operator with a float result, as its lowering sees it. */
import type { FloatFormat } from '../../formats/format.ts';
import type { FloatOverflow, FloatRounding } from '../../formats/modes.ts';
import type { Net } from '../../netlist/builder.ts';
import type { Multiplier } from './multiply.ts';
import type { FloatModes } from './round.ts';

export interface FloatUse {
  /** Formats of the float operands; the random word of SR has none here. */
  readonly args: readonly FloatFormat[];
  /** The format that is rounded into, with `flags` too. */
  readonly type: FloatFormat;
  readonly attrs: {
    readonly round: FloatRounding | 'SR';
    readonly overflow: FloatOverflow;
    /** `flags`: {invalid, divide by zero, overflow, underflow, inexact}, invalid on top. */
    readonly give: 'result' | 'flags';
    /** How significands are multiplied; default `auto`. */
    readonly multiplier?: Multiplier;
  };
}

/** The modes of a use; with SR the random bits are the last operand. */
export function modesOf(args: readonly Net[], { attrs }: FloatUse): FloatModes {
  const { round, overflow } = attrs;
  return { round, overflow, random: round === 'SR' ? args[args.length - 1] : undefined };
}
