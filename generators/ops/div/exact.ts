import { castFixed } from '../../exact/cast-fixed.ts';
import { decode } from '../../exact/decode.ts';
import { fixedFormatOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import type { FixedFormat } from '../../formats/format.ts';
import { type Overflow, parseOverflow, parseQuantization } from '../../formats/modes.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/** a / b rounded and brought into range once, from the exact quotient. */
export function exact([a, b]: readonly Exact[], use: Use<RoundingAttrs>): Exact {
  const to = fixedFormatOf(use.type);
  const overflow = parseOverflow(use.attrs.overflow);
  const [dividend, divisor] = [numberOf(a), numberOf(b)];
  if (divisor.sign() === 0) return byZero(dividend.sign(), to, overflow);
  return decode(castFixed(dividend.div(divisor), to, parseQuantization(use.attrs.round), overflow), to);
}

/**
 * Division by zero is overflow, as of a number beyond either end of the range; there is nothing to wrap, so the wrapping
 * modes saturate. 0 / 0 is 0.
 */
function byZero(sign: -1 | 0 | 1, to: FixedFormat, overflow: Overflow): Rational {
  const wraps = overflow.mode === 'WRAP' || overflow.mode === 'WRAP_SM';
  const mode = wraps ? 'SAT' : overflow.mode;
  const beyond = Rational.of(sign).mul(Rational.pow2(to.int + 1));
  return numberOf(decode(castFixed(beyond, to, 'TRN', { mode, saturatedBits: 0 }), to));
}
