/** Operands on their way to a result: as values to be rounded, and with their subnormals normalised. */
import { minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength, top } from './bits.ts';
import type { Rough } from './normalise.ts';
import { difference, type Ranged } from './ranged.ts';
import { leadingZeros } from './shift.ts';
import { leastExponent, mostExponent, mostLeadingZeros, type Unpacked } from './unpack.ts';

/** The operand itself as what is to be rounded into another format. */
export function roughOf(x: Unpacked, to: FloatFormat): Rough {
  const { format: from } = x;
  const flushed = from.zero && !from.subnormals;
  // Leading zeros come with the lowest exponent only: as far as that is one of the result's subnormals too, they may stay.
  const room = minExponent(from) - minExponent(to) + (to.zero && to.subnormals ? 0 : 2);
  return {
    sign: x.sign,
    significand: x.normalised,
    exponent: x.exponent,
    offset: x.offset,
    leading: Math.max(0, Math.min(mostLeadingZeros(from), room)),
    canBeZero: from.zero && from.subnormals,
    zero: flushed ? x.zero : undefined,
    least: leastExponent(from),
    most: mostExponent(from),
    nan: x.nan,
    inf: x.infOrNan,
  };
}

/** A significand with its top bit set, unless the operand is zero, and the exponent that goes with it. */
export function normalOperand(b: NetBuilder, x: Unpacked): { significand: Net; exponent: Ranged } {
  const most = mostLeadingZeros(x.format);
  if (most === 0) return { significand: x.normalised, exponent: x.exponent };
  const bits = bitLength(most);
  const zeros = leadingZeros(b, top(b, x.significand, most), bits);
  return {
    significand: b.shl(x.significand, zeros),
    exponent: difference(b, x.exponent, { net: zeros, lo: 0, hi: most }),
  };
}
