import { type FixedFormat, type FloatFormat, fracOf } from '../../formats/format.ts';
import { parseOverflow, type Quantization } from '../../formats/modes.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { certain, either, field, gate, override } from '../float/bits.ts';
import { isNegative, minusFrom } from '../float/ranged.ts';
import { shiftRight } from '../float/shift.ts';
import { mostExponent, type Unpacked, unpack } from '../float/unpack.ts';
import type { RoundingAttrs } from '../params.ts';
import { castWord } from './lower.ts';
import { quantise } from './quantise.ts';

export interface IntoFixedUse {
  readonly args: readonly FloatFormat[];
  readonly type: FixedFormat;
  readonly attrs: RoundingAttrs & { readonly give?: 'result' | 'flags' };
}

/**
 * A float into fixed point: the value as a two's complement word with all that the modes of fixed point look at, then the cast
 * of fixed point. NaN gives 0, an infinity the end of the range.
 */
export function lowerIntoFixed(
  b: NetBuilder,
  args: readonly Net[],
  { args: [from], type: to, attrs }: IntoFixedUse,
): Net {
  const x = unpack(b, args[0], from);
  const { word, format } = fixedWord(b, x, to);
  const finite = castWord(b, word, format, to, attrs);
  const bounded = override(b, x.inf, endOfRange(b, x.sign, to, attrs), finite);
  const result = override(b, x.nan, b.zero(to.width), bounded);
  return attrs.give === 'flags' ? exceptions(b, x, word, format, finite, to, attrs) : result;
}

/**
 * The value with the half and a sticky bit below the result's ulp and, above its W bits, bit W (which WRAP_SM looks at), a bit
 * that differs from the sign where the value goes beyond those, and the sign.
 */
function fixedWord(b: NetBuilder, x: Unpacked, to: FixedFormat): { word: Net; format: FixedFormat } {
  const { man } = x.format;
  // Positions in ulps of the result. A significand all of whose bits are above position W + 1 leaves nothing below.
  const highest = mostExponent(x.format) + fracOf(to);
  const top = Math.max(0, Math.min(highest, to.width + man + 2));
  const shift = minusFrom(b, top - x.offset - fracOf(to), x.exponent);
  const beyond = isNegative(b, shift);
  const significand = top - man > -1 ? b.concat(x.significand, b.zero(top - man + 1)) : x.significand;
  const base = Math.max(0, man - top - 1);
  const farthest = Math.max(0, shift.hi);
  const amount = b.slice(shift.net, Math.max(0, shift.net.width - (beyond ? 2 : 1)), 0);
  const shifted =
    farthest > 0
      ? shiftRight(b, significand, amount, farthest, base, top + 2, true)
      : {
          word: field(b, significand, base, top + 2),
          sticky: base > 0 ? b.redor(field(b, significand, 0, base)) : undefined,
        };
  const inRange = beyond ? gate(b, shifted.word, b.not(beyond)) : shifted.word;
  const sticky = beyond ? gate(b, certain(b, shifted.sticky), b.not(beyond)) : certain(b, shifted.sticky);

  // Bits W + 1 to 0 of the magnitude with the two below the ulp, and whether there are higher ones.
  const kept = to.width + 4;
  const magnitude = b.concat(field(b, inRange, 0, kept - 1), sticky);
  const above = inRange.width > kept - 1 ? b.redor(b.slice(inRange, inRange.width - 1, kept - 1)) : undefined;
  const tooBig = either(b, above, beyond && b.and(beyond, b.redor(x.significand)), b.msb(magnitude)) as Net;
  const negative = b.and(x.sign, b.or(tooBig, b.redor(magnitude)));
  const twos = b.mux(negative, b.neg(magnitude), magnitude);
  const low = b.slice(twos, kept - 2, 0);
  const guard = b.xor(negative, tooBig);
  const width = kept + 1;
  return {
    word: b.concat(negative, guard, low),
    format: { kind: 'fixed', signed: true, width, int: width - fracOf(to) - 2 },
  };
}

/** What a number far beyond the range becomes. There is nothing in an infinity to wrap: the wrapping modes saturate. */
function endOfRange(b: NetBuilder, sign: Net, to: FixedFormat, modes: RoundingAttrs): Net {
  const { mode } = parseOverflow(modes.overflow);
  const overflow = mode === 'WRAP' || mode === 'WRAP_SM' ? 'SAT' : mode;
  const width = to.width + 2;
  const far = b.concat(sign, b.not(sign), b.zero(to.width));
  return castWord(b, far, { kind: 'fixed', signed: true, width, int: width - fracOf(to) }, to, {
    round: 'TRN',
    overflow,
  });
}

/** Invalid for NaN, infinities and what does not fit; inexact for what is quantised. */
function exceptions(
  b: NetBuilder,
  x: Unpacked,
  word: Net,
  format: FixedFormat,
  result: Net,
  to: FixedFormat,
  { round }: RoundingAttrs,
): Net {
  const quantised = quantise(b, word, format, to, round as Quantization).word;
  const width = Math.max(quantised.width, to.width + 1);
  const fits = b.eq(b.sext(quantised, width), b.extend(result, width, to.signed));
  const invalid = either(b, x.nan, x.inf, b.not(fits)) as Net;
  const inexact = b.and(b.redor(b.slice(word, 1, 0)), b.not(invalid));
  return b.concat(invalid, b.zero(3), inexact);
}
