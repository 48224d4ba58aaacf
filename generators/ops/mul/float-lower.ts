import { minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either } from '../float/bits.ts';
import { product } from '../float/multiply.ts';
import { pack } from '../float/pack.ts';
import { sumPlus } from '../float/ranged.ts';
import { tabulated } from '../float/tabulate.ts';
import { leastExponent, mostExponent, mostLeadingZeros, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  if (use.attrs.multiplier === 'dsp') return multiply(b, args, use);
  return tabulated(b, args, (t, operands) => multiply(t, operands, use));
}

/**
 * Significands multiply as they are: the product is normalised once, together with the shift of subnormal results. That
 * takes counting only the zeros that one subnormal operand brings; two of them rarely give anything but a subnormal.
 */
function multiply(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [x, y] = use.args.map((format, i) => unpack(b, args[i], format));
  const [fx, fy] = use.args;
  const most = mostExponent(fx) + mostExponent(fy) + 1;
  const least = leastExponent(fx) + leastExponent(fy);
  const flushes = (f: typeof fx) => f.zero && !f.subnormals;
  const invalid = either(b, both(b, x.infOrNan, y.zero), both(b, x.zero, y.infOrNan));
  const nan = either(b, x.nan, y.nan);
  const rough = {
    sign: b.xor(x.sign, y.sign),
    significand: b.named(product(b, x.normalised, y.normalised, use.attrs.multiplier), 'product'),
    // The carry of the one addition and that of the next make up for the odd ends of two biases.
    exponent: sumPlus(b, x.exponent, y.exponent, 1),
    offset: x.offset + y.offset,
    leading: usefulZeros(fx, fy, use.type),
    canBeZero: (fx.zero && !flushes(fx)) || (fy.zero && !flushes(fy)),
    zero: either(b, flushes(fx) ? x.zero : undefined, flushes(fy) ? y.zero : undefined),
    least,
    most,
    nan: either(b, nan, invalid),
    inf: either(b, x.infOrNan, y.infOrNan),
    invalid: butNot(b, invalid, nan),
  };
  return pack(b, rough, use.type, modesOf(args, use), use.attrs.give);
}

/**
 * Zeros above the product's first one that normalising may have to remove: those of one subnormal operand. Those of two
 * count only as far as the sum of their exponents, which is the lowest there is, lies above the result's subnormals.
 */
function usefulZeros(x: FloatFormat, y: FloatFormat, to: FloatFormat): number {
  const [zerosX, zerosY] = [mostLeadingZeros(x), mostLeadingZeros(y)];
  const ofOne = Math.max(zerosX, zerosY) + 1;
  // Results that round up to the smallest normal number from just below it are told apart by two more places.
  const room = minExponent(x) + minExponent(y) + 1 - minExponent(to) + (to.zero && to.subnormals ? 0 : 2);
  return Math.max(ofOne, Math.min(zerosX + zerosY + 1, room));
}
