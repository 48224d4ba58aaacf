import { deliver, type FloatUse, floatResult } from '../../exact/float/deliver.ts';
import { finite, isInfinite, isNegative, isZero, quietly, signed } from '../../exact/float/values.ts';
import { numberOf, scalarOf } from '../../exact/operands.ts';
import { floorLog2, Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';
import { type FloatFormat, widthOf } from '../../formats/format.ts';

/** a * 2^n, rounded once (`scaleB` of IEEE 754, section 5.3.3); zeros, infinities and NaN stay what they are. */
export function floatExact(args: readonly Exact[], use: FloatUse): Exact {
  // Random bits, where there are any, make the range in which the distance can matter longer.
  const randomBits = use.attrs.round === 'SR' ? widthOf(use.args[2]) : 0;
  return deliver(quietly(scaled(scalarOf(args[0]), numberOf(args[1]).num, floatResult(use), randomBits)), args, use);
}

function scaled(a: ExactScalar, n: bigint, f: FloatFormat, randomBits: number): ExactScalar {
  if (a === 'nan' || isInfinite(a) || isZero(a)) return a;
  const magnitude = finite(a).abs();
  const exponent = floorLog2(magnitude);
  // Numbers beyond this exponent all overflow alike, and numbers below its opposite all underflow alike.
  const farthest = Math.abs(f.bias) + 2 ** f.exp + f.man + randomBits + 4;
  const target = clamp(BigInt(exponent) + n, BigInt(farthest));
  return signed(magnitude.mul(Rational.pow2(Number(target) - exponent)), isNegative(a));
}

function clamp(x: bigint, limit: bigint): bigint {
  return x > limit ? limit : x < -limit ? -limit : x;
}
