import { isInfinite, isNegative, isZero } from '../../exact/float/values.ts';
import { floatFormatOf, scalarOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';
import { minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Use } from '../operator.ts';

/** Bit numbers of the positive classes; the negative ones mirror them from bit 3 down to bit 0. */
const POSITIVE = { zero: 4, subnormal: 5, normal: 6, infinity: 7 } as const;
const NAN_BIT = 8;

/** One bit of nine, for the class of the operand (IEEE 754, section 5.7.2, in the order of RISC-V's fclass). */
export function floatExact([a]: readonly Exact[], use: Use): Exact {
  const x = scalarOf(a);
  return Rational.pow2(x === 'nan' ? NAN_BIT : classBit(x, floatFormatOf(use.args[0])));
}

function classBit(x: ExactScalar, f: FloatFormat): number {
  const bit = POSITIVE[magnitudeClass(x, f)];
  return isNegative(x) ? 7 - bit : bit;
}

function magnitudeClass(x: ExactScalar, f: FloatFormat): keyof typeof POSITIVE {
  if (isInfinite(x)) return 'infinity';
  if (isZero(x) || !(x instanceof Rational)) return 'zero';
  return x.abs().lt(Rational.pow2(minExponent(f))) ? 'subnormal' : 'normal';
}
