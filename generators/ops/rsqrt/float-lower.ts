import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { butNot, either } from '../float/bits.ts';
import { pack } from '../float/pack.ts';
import { minusFrom } from '../float/ranged.ts';
import { evenExponent, inverseRoot } from '../float/root.ts';
import { bitsBelow } from '../float/round.ts';
import { tabulated } from '../float/tabulate.ts';
import { leastExponent, mostExponent, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/** 1 / sqrt(x), of a significand from 1 to below 4: the result is above 1/2 and at most 1. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  return tabulated(b, args, (t, operands) => reciprocalRoot(t, operands, use));
}

function reciprocalRoot(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [format] = use.args;
  const x = unpack(b, args[0], format);
  const { odd, significand, half, offset } = evenExponent(b, x);
  const modes = modesOf(args, use);
  const wanted = use.type.man + 2 + bitsBelow(modes, use.attrs.give);
  const { digits, sticky } = inverseRoot(b, odd, significand, wanted);
  const invalid = butNot(b, x.sign, either(b, x.zero, x.nan));
  const rough = {
    sign: x.sign,
    significand: digits,
    exponent: minusFrom(b, 0, half),
    offset: -offset,
    sticky,
    leading: 1,
    canBeZero: false,
    zero: butNot(b, x.inf, x.sign),
    least: -Math.floor(mostExponent(format) / 2) - 1,
    most: -Math.floor(leastExponent(format) / 2),
    nan: either(b, x.nan, invalid),
    inf: x.zero,
    invalid,
    divideByZero: butNot(b, x.zero, x.nan),
  };
  return pack(b, rough, use.type, modes, use.attrs.give);
}
