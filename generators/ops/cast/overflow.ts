import type { FixedFormat } from '../../formats/format.ts';
import type { Overflow } from '../../formats/modes.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Quantised } from './quantise.ts';

/** The quantised value in the width and signedness of the result, by the overflow mode. */
export function bringIntoRange(b: NetBuilder, value: Quantised, to: FixedFormat, overflow: Overflow): Net {
  const { word, signed } = value;
  const { width } = to;
  const low = resize(b, word, signed, width);
  const symmetric = overflow.mode === 'SAT_SYM' && to.signed;
  const plainWrap = overflow.mode === 'WRAP' && overflow.saturatedBits === 0;
  if (plainWrap || (fits(word.width, signed, to) && !(symmetric && signed && word.width === width))) return low;

  const negative = signed ? b.msb(word) : b.zero(1);
  const lost = isLost(b, value, to);
  // SAT_SYM also refuses the one value of the range that has no opposite.
  const outside = symmetric ? b.or(lost, isMostNegative(b, low)) : lost;
  b.named(outside, 'overflow');

  switch (overflow.mode) {
    case 'SAT':
    case 'SAT_SYM':
      return b.mux(outside, limit(b, negative, to, symmetric), low);
    case 'SAT_ZERO':
      return b.mux(outside, b.zero(width), low);
    case 'WRAP':
      return b.mux(outside, wrapWithSaturatedBits(b, low, negative, to, overflow.saturatedBits), low);
    case 'WRAP_SM': {
      if (!to.signed) return low;
      const before = b.bit(b.extend(value.before, Math.max(value.before.width, width + 1), signed), width);
      return b.mux(outside, wrapSignMagnitude(b, low, negative, before, overflow.saturatedBits), low);
    }
  }
}

/**
 * One bit: the value is none of the result's range, for the bits above the result do not all repeat its sign. An unsigned
 * result has no sign, so there they must be zero, the sign of the value among them.
 */
function isLost(b: NetBuilder, { word, signed }: Quantised, to: FixedFormat): Net {
  const lowest = to.signed ? to.width - 1 : to.width;
  const wide = b.extend(word, Math.max(word.width, lowest + 1), signed);
  const above = b.slice(wide, wide.width - 1, lowest);
  return to.signed && signed ? b.and(b.redor(above), b.not(b.redand(above))) : b.redor(above);
}

/** Whether every value of a word of this width and signedness is one of the format. */
function fits(width: number, signed: boolean, to: FixedFormat): boolean {
  if (to.signed) return signed ? width <= to.width : width < to.width;
  return !signed && width <= to.width;
}

function resize(b: NetBuilder, word: Net, signed: boolean, width: number): Net {
  return word.width >= width ? b.slice(word, width - 1, 0) : b.extend(word, width, signed);
}

function isMostNegative(b: NetBuilder, low: Net): Net {
  const sign = b.msb(low);
  return low.width === 1 ? sign : b.and(sign, b.not(b.redor(b.slice(low, low.width - 2, 0))));
}

/** `count` copies of a bit. */
function repeat(b: NetBuilder, bit: Net, count: number): Net {
  return b.sext(bit, count);
}

/** The end of the range on the side of the value: 01..1 and 10..0, for SAT_SYM 10..01, for unsigned 1..1 and 0..0. */
function limit(b: NetBuilder, negative: Net, to: FixedFormat, symmetric: boolean): Net {
  const positive = b.not(negative);
  if (!to.signed) return repeat(b, positive, to.width);
  if (to.width === 1) return negative;
  if (!symmetric) return b.concat(negative, repeat(b, positive, to.width - 1));
  return to.width === 2
    ? b.concat(negative, b.ones(1))
    : b.concat(negative, repeat(b, positive, to.width - 2), b.ones(1));
}

/** WRAP:N: the sign is kept, N - 1 bits below it are the opposite of it, the others wrap. */
function wrapWithSaturatedBits(b: NetBuilder, low: Net, negative: Net, to: FixedFormat, count: number): Net {
  const kept = to.width - count;
  const below = kept > 0 ? [b.slice(low, kept - 1, 0)] : [];
  if (!to.signed) return b.concat(b.ones(count), ...below);
  const saturated = count > 1 ? [repeat(b, b.not(negative), count - 1)] : [];
  return b.concat(negative, ...saturated, ...below);
}

/** WRAP_SM: the bits below the sign are inverted so that the wrapped values run back and forth through the range. */
function wrapSignMagnitude(b: NetBuilder, low: Net, negative: Net, before: Net, count: number): Net {
  const { width } = low;
  const sign = count === 0 ? before : negative;
  const flip = count <= 1 ? b.xor(sign, b.msb(low)) : b.not(b.xor(negative, b.bit(low, width - count)));
  const flipped = b.xor(low, repeat(b, flip, width));
  const saturated = Math.max(count - 1, 0);
  const kept = width - 1 - saturated;
  return b.concat(
    sign,
    ...(saturated > 0 ? [repeat(b, b.not(negative), saturated)] : []),
    ...(kept > 0 ? [b.slice(flipped, kept - 1, 0)] : []),
  );
}
