import { castFixed, quantize } from '../../exact/cast-fixed.ts';
import { decode } from '../../exact/decode.ts';
import { deliver, type FloatAttrs } from '../../exact/float/deliver.ts';
import { FLAGS, NO_FLAGS } from '../../exact/float/flags.ts';
import { INVALID, isInfinite, isZero, type Outcome, quietly } from '../../exact/float/values.ts';
import { numberOf, scalarOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';
import { type FixedFormat, fracOf, type Type } from '../../formats/format.ts';
import { parseOverflow, parseQuantization } from '../../formats/modes.ts';
import { parseFormat } from '../../formats/name.ts';

/** Into fixed point `round` and `overflow` are its modes; into floats those of the float operators. */
export type FloatCastAttrs =
  | FloatAttrs
  | { readonly round: string; readonly overflow: string }
  | { readonly round: string; readonly overflow: string; readonly give: 'flags'; readonly result: string };

interface CastUse {
  readonly args: readonly Type[];
  readonly type: Type;
  readonly attrs: FloatCastAttrs;
}

/** A float into another float or into fixed point, or fixed point into a float; rounded once. */
export function floatExact(args: readonly Exact[], use: CastUse): Exact {
  const to = 'give' in use.attrs ? parseFormat(use.attrs.result) : use.type;
  // Into a float the attributes are those of every float operator: the type rule has completed them so.
  if (to.kind !== 'fixed') return deliver(quietly(scalarOf(args[0])), args, { ...use, attrs: use.attrs as FloatAttrs });
  const outcome = intoFixed(scalarOf(args[0]), to, use.attrs);
  return 'give' in use.attrs ? Rational.of(outcome.flags) : outcome.value;
}

/** The value of the fixed-point format. What does not fit is invalid (IEEE 754, section 5.8), what is quantised inexact. */
function intoFixed(a: ExactScalar, to: FixedFormat, { round, overflow }: FloatCastAttrs): Outcome {
  if (a === 'nan') return { ...INVALID, value: Rational.ZERO };
  if (isInfinite(a)) return { ...INVALID, value: endOfRange(a === '-inf', to, overflow) };
  const number = isZero(a) ? Rational.ZERO : numberOf(a);
  const quantisation = parseQuantization(round);
  const value = numberOf(decode(castFixed(number, to, quantisation, parseOverflow(overflow)), to));
  const ulp = Rational.pow2(-fracOf(to));
  const quantised = Rational.of(quantize(number.div(ulp), quantisation)).mul(ulp);
  if (!value.eq(quantised)) return { value, flags: FLAGS.invalid };
  return { value, flags: quantised.eq(number) ? NO_FLAGS : FLAGS.inexact };
}

/** An infinity is a number beyond the range. There is nothing in it to wrap, so the wrapping modes saturate. */
function endOfRange(negative: boolean, to: FixedFormat, overflow: string): ExactScalar {
  const { mode } = parseOverflow(overflow);
  const saturating = mode === 'WRAP' || mode === 'WRAP_SM' ? 'SAT' : mode;
  const beyond = Rational.pow2(to.int + 1);
  return decode(castFixed(negative ? beyond.neg() : beyond, to, 'TRN', { mode: saturating, saturatedBits: 0 }), to);
}
