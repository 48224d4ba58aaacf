import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, either } from '../float/bits.ts';
import { product } from '../float/multiply.ts';
import { pack } from '../float/pack.ts';
import { sum } from '../float/ranged.ts';
import { leastExponent, mostExponent, mostLeadingZeros, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/**
 * Significands multiply as they are: the product is normalised once, together with the shift of subnormal results. That
 * takes counting only the zeros that one subnormal operand brings; two of them rarely give anything but a subnormal.
 */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [x, y] = use.args.map((format, i) => unpack(b, args[i], format));
  const [fx, fy] = use.args;
  const offset = x.offset + y.offset + 1;
  const most = mostExponent(fx) + mostExponent(fy) + 1;
  const least = leastExponent(fx) + leastExponent(fy);
  const flushes = (f: typeof fx) => f.zero && !f.subnormals;
  const invalid = either(b, both(b, x.inf, y.zero), both(b, x.zero, y.inf));
  const rough = {
    sign: b.xor(x.sign, y.sign),
    significand: b.named(product(b, x.normalised, y.normalised), 'product'),
    exponent: sum(b, x.exponent, y.exponent),
    offset,
    leading: mostLeadingZeros(fx) + mostLeadingZeros(fy) + 1,
    canBeZero: (fx.zero && !flushes(fx)) || (fy.zero && !flushes(fy)),
    zero: either(b, flushes(fx) ? x.zero : undefined, flushes(fy) ? y.zero : undefined),
    least,
    most,
    nan: either(b, x.nan, y.nan, invalid),
    inf: either(b, x.inf, y.inf),
    invalid,
  };
  return pack(b, rough, use.type, modesOf(args, use), use.attrs.give);
}
