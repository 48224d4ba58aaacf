import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { butNot } from '../float/bits.ts';
import { quotient } from '../float/divide.ts';
import { normalOperand } from '../float/operand.ts';
import { pack } from '../float/pack.ts';
import { minusFrom } from '../float/ranged.ts';
import { bitsBelow } from '../float/round.ts';
import { tabulated } from '../float/tabulate.ts';
import { leastExponent, mostExponent, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/** 1 / x: a division whose first rows are constant. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  return tabulated(b, args, (t, operands) => reciprocal(t, operands, use));
}

function reciprocal(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [format] = use.args;
  const x = unpack(b, args[0], format);
  const { significand, exponent } = normalOperand(b, x);
  const modes = modesOf(args, use);
  const digits = use.type.man + 2 + bitsBelow(modes, use.attrs.give);
  const { digits: inverse, sticky } = quotient(b, b.ones(1), significand, digits);
  const rough = {
    sign: x.sign,
    significand: inverse,
    exponent: minusFrom(b, 0, exponent),
    offset: -x.offset,
    sticky,
    leading: 1,
    canBeZero: false,
    zero: x.inf,
    least: -mostExponent(format) - 1,
    most: -leastExponent(format),
    nan: x.nan,
    inf: x.zero,
    divideByZero: butNot(b, x.zero, x.nan),
  };
  return pack(b, rough, use.type, modes, use.attrs.give);
}
