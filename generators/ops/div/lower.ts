import { type FixedFormat, fracOf } from '../../formats/format.ts';
import { parseOverflow } from '../../formats/modes.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { castWord } from '../cast/lower.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/**
 * A restoring array on magnitudes. It develops the quotient to one bit below the result's ulp; the remainder collapses
 * into a sticky bit below that, so the rounding of `cast` sees exactly the half and the rest that it decides by.
 */
export function lower(b: NetBuilder, args: readonly Net[], use: Use<RoundingAttrs>): Net {
  const [x, y] = use.args as FixedFormat[];
  const to = use.type as FixedFormat;
  const [negA, a] = magnitude(b, args[0], x.signed);
  const [negB, d] = magnitude(b, args[1], y.signed);

  // quotient * 2^(F + 1) = a * 2^scale / d in raw integers; negative scales move the divisor up instead.
  const scale = fracOf(to) + 1 - fracOf(x) + fracOf(y);
  const dividend = scale > 0 ? b.concat(a, b.zero(scale)) : a;
  const divisor = scale < 0 ? b.concat(d, b.zero(-scale)) : d;
  const { quotient, remainder } = restoringDivide(b, dividend, divisor);

  const sticky = b.redor(remainder);
  const unsigned = b.zext(b.concat(quotient, sticky), quotient.width + 2);
  const negative = b.named(b.xor(negA, negB), 'negative');
  const signed = x.signed || y.signed;
  const rough = b.named(signed ? b.mux(negative, b.neg(unsigned), unsigned) : unsigned, 'quotient');
  const fraction = fracOf(to) + 2;
  const from: FixedFormat = { kind: 'fixed', signed: true, width: rough.width, int: rough.width - fraction };
  const result = castWord(b, rough, from, to, use.attrs);

  const byZero = b.named(b.not(b.redor(d)), 'by_zero');
  return b.mux(byZero, quotientByZero(b, b.redor(a), negA, to, use.attrs), result);
}

/** Sign and magnitude of a word. */
function magnitude(b: NetBuilder, word: Net, signed: boolean): [Net, Net] {
  if (!signed) return [b.zero(1), word];
  return [b.msb(word), b.mux(b.msb(word), b.neg(word), word)];
}

/** One row per dividend bit, most significant first: subtract where it goes, else keep. */
function restoringDivide(b: NetBuilder, dividend: Net, divisor: Net): { quotient: Net; remainder: Net } {
  const width = divisor.width;
  const wide = b.zext(divisor, width + 1);
  let remainder = b.zero(width);
  const digits: Net[] = [];
  for (let i = dividend.width - 1; i >= 0; i--) {
    const partial = b.concat(remainder, b.bit(dividend, i));
    const difference = b.sub(partial, wide);
    const goes = b.not(b.ltu(partial, wide));
    digits.push(goes);
    remainder = b.slice(b.mux(goes, difference, partial), width - 1, 0);
  }
  return { quotient: b.concat(...digits), remainder };
}

function quotientByZero(b: NetBuilder, nonzero: Net, negative: Net, to: FixedFormat, modes: RoundingAttrs): Net {
  const { width } = to;
  const { mode } = parseOverflow(modes.overflow);
  if (mode === 'SAT_ZERO') return b.zero(width);
  const largest = b.const(width, to.signed ? (1n << BigInt(width - 1)) - 1n : -1n);
  const mostNegative = 1n << BigInt(width - 1);
  const smallest = b.const(width, !to.signed ? 0n : mode === 'SAT_SYM' ? mostNegative | 1n : mostNegative);
  return b.mux(nonzero, b.mux(negative, smallest, largest), b.zero(width));
}
