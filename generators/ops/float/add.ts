/** Sums of two floats: what the lowerings of add and sub share. */
import { minExponent } from '../../formats/float-codes.ts';
import { type FloatFormat, sameType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { align } from './align.ts';
import { both, butNot, either, type Maybe, override } from './bits.ts';
import { addOrSubtract } from './carry.ts';
import type { Rough } from './normalise.ts';
import { pack } from './pack.ts';
import { ranged } from './ranged.ts';
import { bitsBelow } from './round.ts';
import { tabulated } from './tabulate.ts';
import { largestExponent, nanOf, type Unpacked, unpack } from './unpack.ts';
import { type FloatUse, modesOf } from './use.ts';

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
  const opposed = b.named(b.xor(x.sign, y.sign), 'opposed');
  const { common, swap, code, exponent, large, small, sticky, zero } = align(b, x, y, to.man + 1 + below);
  const { man } = common;
  const total = addOrSubtract(b, b.zext(large, large.width + 1), small, opposed, sticky);

  const special = specials(b, x, y, code, opposed);
  const signLarge = b.mux(swap, y.sign, x.sign);
  const cancelled = b.and(opposed, either(b, b.not(b.redor(total)), zero) as Net);
  const sign = downwards ? b.or(signLarge, cancelled) : b.and(signLarge, b.not(cancelled));
  const unit = Math.min(...[x, y].map(({ format }) => minExponent(format) - format.man));
  const most = Math.max(...[x, y].map(({ format }) => largestExponent(format)));
  return {
    sign: special.infSign ? override(b, special.inf, special.infSign, sign) : sign,
    significand: b.named(total, 'sum'),
    exponent: ranged(b, exponent, 1, most + 1 - minExponent(common)),
    offset: minExponent(common),
    sticky,
    leading: man + 1 + Math.min(1, large.width - man - 1),
    canBeZero: true,
    zero,
    unit,
    least: unit,
    most: most + 1,
    nan: special.nan,
    inf: special.inf,
    invalid: special.invalid,
  };
}

interface Specials {
  readonly nan: Maybe;
  readonly inf: Maybe;
  readonly invalid: Maybe;
  /** The sign of the infinity, where it is not that of the larger operand. */
  readonly infSign: Maybe;
}

/** @param large code of the larger operand */
function specials(b: NetBuilder, x: Unpacked, y: Unpacked, large: Net, opposed: Net): Specials {
  const { format } = x;
  const inf = either(b, x.infOrNan, y.infOrNan);
  const clash = both(b, x.infOrNan, y.infOrNan, opposed);
  // Sorted codes of one format: NaN is above infinity, and that above the rest, so the larger operand tells nearly all.
  if (sameType(format, y.format) && format.nan !== 'fnuz' && large.width === x.code.width) {
    const nan =
      format.nan === 'ieee' && inf
        ? b.and(inf, b.redor(b.slice(large, format.man - 1, 0)))
        : nanOf(b, large, large, format);
    return { nan: either(b, nan, clash), inf, invalid: butNot(b, clash, nan), infSign: undefined };
  }
  const nan = either(b, x.nan, y.nan);
  const invalid = butNot(b, both(b, x.inf, y.inf, opposed), nan);
  const infSign = x.inf ? b.mux(x.inf, x.sign, y.sign) : y.sign;
  return { nan: either(b, nan, invalid), inf: either(b, x.inf, y.inf), invalid, infSign };
}
