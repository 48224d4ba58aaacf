import { type FixedFormat, fracOf } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { castWord } from '../cast/lower.ts';
import type { Use } from '../operator.ts';
import type { RoundingAttrs } from '../params.ts';

/**
 * Digit by digit, two operand bits per root bit, to one bit below the result's ulp; what remains is a sticky bit, and
 * the rounding of `cast` does the rest.
 */
export function lower(b: NetBuilder, args: readonly Net[], use: Use<RoundingAttrs>): Net {
  const x = use.args[0] as FixedFormat;
  const to = use.type as FixedFormat;
  if (x.signed && x.width === 1) return b.zero(to.width);
  const negative = x.signed ? b.msb(args[0]) : undefined;
  const magnitude = x.signed ? b.slice(args[0], x.width - 2, 0) : args[0];

  // root * 2^(F + 1) = sqrt(raw * 2^shift): align the radicand, collecting what falls below it.
  const shift = 2 * (fracOf(to) + 1) - fracOf(x);
  const { radicand, lost } = align(b, magnitude, shift);
  const { root, remainder } = restoringRoot(b, radicand);
  const sticky = lost ? b.or(b.redor(remainder), lost) : b.redor(remainder);
  const rough = b.named(b.concat(root, sticky), 'root');
  const from: FixedFormat = { kind: 'fixed', signed: false, width: rough.width, int: rough.width - (fracOf(to) + 2) };
  const result = castWord(b, rough, from, to, use.attrs);
  return negative ? b.mux(negative, b.zero(to.width), result) : result;
}

/** The radicand's integer part in an even number of bits, and whether anything non-zero lies below it. */
function align(b: NetBuilder, word: Net, shift: number): { radicand: Net; lost?: Net } {
  const even = (net: Net) => b.zext(net, net.width + (net.width % 2));
  if (shift >= 0) return { radicand: even(shift > 0 ? b.concat(word, b.zero(shift)) : word) };
  const kept = word.width + shift;
  if (kept <= 0) return { radicand: b.zero(2), lost: b.redor(word) };
  return { radicand: even(b.slice(word, word.width - 1, -shift)), lost: b.redor(b.slice(word, -shift - 1, 0)) };
}

/** Integer square root by trial subtraction of 4 * root + 1. */
function restoringRoot(b: NetBuilder, radicand: Net): { root: Net; remainder: Net } {
  let root: Net | undefined;
  let remainder: Net | undefined;
  for (let hi = radicand.width - 1; hi > 0; hi -= 2) {
    const pair = b.slice(radicand, hi, hi - 1);
    const partial = remainder ? b.concat(remainder, pair) : pair;
    const trial = b.zext(root ? b.concat(root, b.const(2, 1)) : b.const(2, 1), partial.width);
    const goes = b.not(b.ltu(partial, trial));
    const next = b.mux(goes, b.sub(partial, trial), partial);
    root = root ? b.concat(root, goes) : goes;
    // remainder <= 2 * root, so it needs one bit more than the root.
    remainder = b.slice(next, Math.min(next.width, root.width + 1) - 1, 0);
  }
  return { root: root as Net, remainder: remainder as Net };
}
