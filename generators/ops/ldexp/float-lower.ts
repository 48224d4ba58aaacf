import type { FixedFormat, FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { pack } from '../float/pack.ts';
import { type Ranged, sumPlus } from '../float/ranged.ts';
import { saturated } from '../float/saturate.ts';
import { leastExponent, mostExponent, mostLeadingZeros, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

export interface LdexpUse extends Omit<FloatUse, 'args'> {
  /** The float, the integer, and with SR the random bits. */
  readonly args: readonly [FloatFormat, FixedFormat, ...FixedFormat[]];
}

/** The integer is added to the exponent; what is left is to put the float into the result format. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: LdexpUse): Net {
  const [format, integer] = use.args;
  const x = unpack(b, args[0], format);
  const modes = modesOf(args, { ...use, args: [format] });
  const n = usefulPart(b, args[1], integer.signed, format, use.type, modes.random?.width ?? 0);
  const flushes = format.zero && !format.subnormals;
  const rough = {
    sign: x.sign,
    significand: x.normalised,
    exponent: sumPlus(b, x.exponent, n, 0),
    offset: x.offset,
    leading: mostLeadingZeros(format),
    canBeZero: format.zero && format.subnormals,
    zero: flushes ? x.zero : undefined,
    least: leastExponent(format) + n.lo,
    most: mostExponent(format) + n.hi,
    nan: x.nan,
    inf: x.inf,
  };
  return pack(b, rough, use.type, modes, use.attrs.give);
}

/** n within the range beyond which every number overflows alike, or underflows alike, whatever the random bits. */
function usefulPart(
  b: NetBuilder,
  n: Net,
  signed: boolean,
  from: FloatFormat,
  to: FloatFormat,
  random: number,
): Ranged {
  const highest = mostExponent(to) - leastExponent(from) + 1;
  const lowest = leastExponent(to) - mostExponent(from) - random - 3;
  return saturated(b, n, signed, lowest, highest);
}
