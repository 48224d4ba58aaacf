import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { butNot, either } from '../float/bits.ts';
import { pack } from '../float/pack.ts';
import { evenExponent, root } from '../float/root.ts';
import { bitsBelow } from '../float/round.ts';
import { tabulated } from '../float/tabulate.ts';
import { leastExponent, mostExponent, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/** sqrt(x): of a significand from 1 to below 4, so that the exponent is even; the root needs no normalising. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  return tabulated(b, args, (t, operands) => squareRoot(t, operands, use));
}

function squareRoot(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [format] = use.args;
  const x = unpack(b, args[0], format);
  const { odd, significand, half, offset } = evenExponent(b, x);
  const modes = modesOf(args, use);
  const { digits, sticky } = root(b, odd, significand, use.type.man + 1 + bitsBelow(modes, use.attrs.give));
  const invalid = butNot(b, x.sign, either(b, x.zero, x.nan));
  const rough = {
    sign: x.sign,
    significand: digits,
    exponent: half,
    offset,
    sticky,
    leading: 0,
    canBeZero: false,
    zero: x.zero,
    least: Math.floor(leastExponent(format) / 2),
    most: Math.floor(mostExponent(format) / 2),
    nan: either(b, x.nan, invalid),
    inf: x.inf,
    invalid,
  };
  return pack(b, rough, use.type, modes, use.attrs.give);
}
