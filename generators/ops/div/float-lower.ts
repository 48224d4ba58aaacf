import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either } from '../float/bits.ts';
import { quotient } from '../float/divide.ts';
import { normalOperand } from '../float/operand.ts';
import { pack } from '../float/pack.ts';
import { difference } from '../float/ranged.ts';
import { bitsBelow } from '../float/round.ts';
import { tabulated } from '../float/tabulate.ts';
import { leastExponent, mostExponent, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/** Normal significands divide to one of at least 1/2: the first digit is that before the binary point. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  return tabulated(b, args, (t, operands) => divide(t, operands, use));
}

function divide(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [x, y] = use.args.map((format, i) => unpack(b, args[i], format));
  const [p, q] = [x, y].map((operand) => normalOperand(b, operand));
  const modes = modesOf(args, use);
  const digits = use.type.man + 2 + bitsBelow(modes, use.attrs.give);
  const { digits: significand, sticky } = quotient(b, p.significand, q.significand, digits);
  const nan = either(b, x.nan, y.nan);
  const invalid = butNot(b, either(b, both(b, x.zero, y.zero), both(b, x.inf, y.inf)), nan);
  const byZero = butNot(b, y.zero, either(b, nan, x.zero, x.inf));
  const [fx, fy] = use.args;
  const rough = {
    sign: b.xor(x.sign, y.sign),
    significand,
    exponent: difference(b, p.exponent, q.exponent),
    offset: x.offset - y.offset,
    sticky,
    leading: 1,
    canBeZero: false,
    zero: either(b, x.zero, y.inf),
    least: leastExponent(fx) - mostExponent(fy) - 1,
    most: mostExponent(fx) - leastExponent(fy),
    nan: either(b, nan, invalid),
    inf: either(b, x.inf, y.zero),
    invalid,
    divideByZero: byZero,
  };
  return pack(b, rough, use.type, modes, use.attrs.give);
}
