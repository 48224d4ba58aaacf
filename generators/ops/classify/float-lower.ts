import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, certain, either, type Maybe } from '../float/bits.ts';
import { unpack } from '../float/unpack.ts';
import type { FloatUse } from '../float/use.ts';

/** The class of the magnitude, to one side or the other by the sign. */
export function lowerFloat(b: NetBuilder, [word]: readonly Net[], { args: [f] }: Pick<FloatUse, 'args'>): Net {
  const { code, sign, nan, inf, zero } = unpack(b, word, f);
  const hidden = f.zero ? b.redor(b.slice(code, f.exp + f.man - 1, f.man)) : b.ones(1);
  const normal = butNot(b, hidden, either(b, nan, inf));
  const subnormal =
    f.zero && f.subnormals && f.man > 0 ? b.and(b.not(hidden), b.redor(b.slice(code, f.man - 1, 0))) : undefined;
  // In formats whose NaN is the negative zero, that NaN has the code of zero.
  const magnitudes = [butNot(b, zero, nan), subnormal, normal, inf];
  const positive = magnitudes.map((m) => butNot(b, m, f.signed ? sign : undefined));
  const negative = magnitudes.map((m): Maybe => (f.signed ? both(b, m, sign) : undefined));
  const fromBit0 = [...negative.toReversed(), ...positive, nan];
  return b.concat(...fromBit0.toReversed().map((bit) => certain(b, bit)));
}
