/** Sums of two floats: what the lowerings of add and sub share. */
import { minExponent } from '../../formats/float-codes.ts';
import { type FloatFormat, sameType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either, type Maybe, override } from './bits.ts';
import { addOrSubtract } from './carry.ts';
import type { Rough } from './normalise.ts';
import { pack } from './pack.ts';
import { ranged } from './ranged.ts';
import { bitsBelow } from './round.ts';
import { shiftRight } from './shift.ts';
import { tabulated } from './tabulate.ts';
import { atLeastOne, infOrNanOf, mostExponent, nanOf, type Unpacked, unpack } from './unpack.ts';
import { type FloatUse, modesOf } from './use.ts';
import { commonCode, commonFormat } from './widen.ts';

/**
 * One path for all: the operands are sorted by magnitude (codes of one format compare like their values), the smaller
 * significand is shifted to the larger one's exponent, and the difference, which is then never negative, is normalised.
 */
export function lowerSum(b: NetBuilder, args: readonly Net[], use: FloatUse, subtract: boolean): Net {
  return tabulated(b, args, (t, operands) => addFloats(t, operands, use, subtract));
}

function addFloats(b: NetBuilder, args: readonly Net[], use: FloatUse, subtract: boolean): Net {
  const [x, y] = use.args.map((format, i) => unpack(b, args[i], format));
  const addend = subtract ? { ...y, sign: b.not(y.sign) } : y;
  const modes = modesOf(args, use);
  const below = bitsBelow(modes, use.attrs.give);
  return pack(b, sumOf(b, x, addend, use.type, below, modes.round === 'RDN'), use.type, modes, use.attrs.give);
}

function sumOf(b: NetBuilder, x: Unpacked, y: Unpacked, to: FloatFormat, below: number, downwards: boolean): Rough {
  const common = commonFormat([x.format, y.format]);
  const { exp, man } = common;
  const [codeX, codeY] = [x, y].map((operand) => commonCode(b, operand, common));
  const swap = b.named(b.ltu(codeX, codeY), 'swap');
  const large = b.named(b.mux(swap, codeY, codeX), 'large');
  const small = b.named(b.mux(swap, codeX, codeY), 'small');
  const opposed = b.named(b.xor(x.sign, y.sign), 'opposed');

  // Where the distance can exceed the extra bits, what is shifted out is sticky. One bit is then enough against cancellation:
  // operands two binades apart lose one leading bit at most.
  const farthest = mostExponent(common) - minExponent(common);
  const extra = Math.min(farthest, Math.max(1, to.man + 1 + below - man));
  const width = man + 1 + extra;
  const [a, c] = [large, small].map((code) => significandOf(b, code, common, extra));
  const distance = b.sub(exponentOf(b, large, common), exponentOf(b, small, common));
  const aligned =
    farthest > 0 ? shiftRight(b, c, distance, farthest, 0, width, extra < farthest) : { word: c, sticky: undefined };
  const total = addOrSubtract(b, b.zext(a, width + 1), aligned.word, opposed, aligned.sticky);

  const special = specials(b, x, y, large, small, opposed);
  const signLarge = b.mux(swap, y.sign, x.sign);
  const cancelled = b.and(opposed, b.not(b.redor(total)));
  const sign = downwards ? b.or(signLarge, cancelled) : b.and(signLarge, b.not(cancelled));
  return {
    sign: special.infSign ? override(b, special.inf, special.infSign, sign) : sign,
    significand: b.named(total, 'sum'),
    exponent: ranged(b, exponentOf(b, large, common), 1, 2 ** exp - 1),
    offset: minExponent(common),
    sticky: aligned.sticky,
    leading: man + 1 + Math.min(1, extra),
    canBeZero: true,
    least: Math.min(...[x, y].map(({ format }) => minExponent(format) - format.man)),
    most: Math.max(...[x, y].map(({ format }) => mostExponent(format))) + 1,
    nan: special.nan,
    inf: special.inf,
    invalid: special.invalid,
  };
}

function exponentOf(b: NetBuilder, code: Net, { exp, man }: FloatFormat): Net {
  return atLeastOne(b, b.slice(code, exp + man - 1, man));
}

function significandOf(b: NetBuilder, code: Net, { exp, man }: FloatFormat, extra: number): Net {
  const hidden = b.redor(b.slice(code, exp + man - 1, man));
  const whole = man > 0 ? b.concat(hidden, b.slice(code, man - 1, 0)) : hidden;
  return extra > 0 ? b.concat(whole, b.zero(extra)) : whole;
}

interface Specials {
  readonly nan: Maybe;
  readonly inf: Maybe;
  readonly invalid: Maybe;
  /** The sign of the infinity, where it is not that of the larger operand. */
  readonly infSign: Maybe;
}

function specials(b: NetBuilder, x: Unpacked, y: Unpacked, large: Net, small: Net, opposed: Net): Specials {
  const { format } = x;
  // Sorted codes of one format: NaN is above infinity, and that above the rest, so the larger operand tells nearly all.
  if (sameType(format, y.format) && format.nan !== 'fnuz' && large.width === x.code.width) {
    const nan = nanOf(b, large, large, format);
    const inf = infOrNanOf(b, large, format);
    const invalid = butNot(b, both(b, inf, infOrNanOf(b, small, format), opposed), nan);
    return { nan: either(b, nan, invalid), inf, invalid, infSign: undefined };
  }
  const nan = either(b, x.nan, y.nan);
  const invalid = butNot(b, both(b, x.inf, y.inf, opposed), nan);
  const infSign = x.inf ? b.mux(x.inf, x.sign, y.sign) : y.sign;
  return { nan: either(b, nan, invalid), inf: either(b, x.inf, y.inf), invalid, infSign };
}
