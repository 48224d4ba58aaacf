import { type FixedFormat, fracOf } from '../../formats/format.ts';
import type { Quantization } from '../../formats/modes.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';

/** A value on the way between two formats: the binary point is that of the result, the width is not yet. */
export interface Quantised {
  readonly word: Net;
  readonly signed: boolean;
  /** Bit W of the source, aligned to a result of W bits, before rounding: WRAP_SM asks for it. */
  readonly before: Net;
}

/**
 * Drops the fraction bits that the result does not have. The kept bits are the floor of the value; a mode adds one ulp
 * depending on the first dropped bit (half), the rest below it (sticky), the sign and the parity.
 */
export function quantise(
  b: NetBuilder,
  source: Net,
  from: FixedFormat,
  to: FixedFormat,
  mode: Quantization,
): Quantised {
  const { signed } = from;
  const dropped = fracOf(from) - fracOf(to);
  if (dropped <= 0) {
    const word = dropped < 0 ? b.concat(source, b.zero(-dropped)) : source;
    return { word, signed, before: word };
  }
  const wide = b.extend(source, Math.max(source.width, dropped + 1), signed);
  const floor = b.slice(wide, wide.width - 1, dropped);
  const increment = incrementOf(b, wide, dropped, signed, mode);
  if (!increment) return { word: floor, signed, before: floor };
  b.named(increment, 'round_up');
  const width = floor.width + 1;
  const word = b.named(b.add(b.extend(floor, width, signed), b.zext(increment, width)), 'rounded');
  return { word, signed, before: floor };
}

/** One bit that is added to the floor, or undefined where the mode is the floor. */
function incrementOf(b: NetBuilder, wide: Net, dropped: number, signed: boolean, mode: Quantization): Net | undefined {
  const half = () => b.bit(wide, dropped - 1);
  const sticky = () => (dropped > 1 ? b.redor(b.slice(wide, dropped - 2, 0)) : b.zero(1));
  const negative = () => (signed ? b.msb(wide) : b.zero(1));
  switch (mode) {
    case 'TRN':
      return undefined;
    case 'TRN_ZERO':
      return signed ? b.and(negative(), b.redor(b.slice(wide, dropped - 1, 0))) : undefined;
    case 'RND':
      return half();
    case 'RND_ZERO':
      return b.and(half(), b.or(sticky(), negative()));
    case 'RND_MIN_INF':
      return b.and(half(), sticky());
    case 'RND_INF':
      return b.and(half(), b.or(sticky(), b.not(negative())));
    case 'RND_CONV':
      return b.and(half(), b.or(sticky(), b.bit(wide, dropped)));
  }
}
