/** Sums of two floats: what the lowerings of add and sub share. */
import { minExponent } from '../../formats/float-codes.ts';
import { type FloatFormat, sameType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either, join, type Maybe, override, top } from './bits.ts';
import { addOrSubtract } from './carry.ts';
import type { Rough } from './normalise.ts';
import { pack } from './pack.ts';
import { ranged } from './ranged.ts';
import { bitsBelow } from './round.ts';
import { shiftRight } from './shift.ts';
import { type FloatUse, modesOf } from './use.ts';
import { atLeastOne, mostExponent, type Unpacked, unpack } from './unpack.ts';
import { commonCode, commonFormat } from './widen.ts';

/**
 * One path for all: the operands are sorted by magnitude, the smaller
 * significand is shifted to the larger one's exponent, and the difference, which is then never negative, is normalised.
 */
export function lowerSum(b: NetBuilder, args: readonly Net[], use: FloatUse, subtract: boolean): Net {
  const [x, y] = use.args.map((format, i) => unpack(b, args[i], format));
  const addend = subtract ? { ...y, sign: b.not(y.sign) } : y;
  const modes = modesOf(args, use);
  const below = bitsBelow(modes, use.attrs.give);
  return pack(b, sumOf(b, x, addend, use.type, below, modes.round === 'RDN'), use.type, modes, use.attrs.give);
}

function sumOf(b: NetBuilder, x: Unpacked, y: Unpacked, to: FloatFormat, below: number, downwards: boolean): Rough {
  const common = commonFormat([x.format, y.format]);
  const { exp, man } = common;
  const [p, q] = [x, y].map((operand) => splitCode(b, commonCode(b, operand, common), common));
  const opposed = b.named(b.xor(x.sign, y.sign), 'opposed');
  const sorted = sort(b, p, q);
  const { swap, large } = sorted;

  // Where the distance can exceed the extra bits, what is shifted out is sticky. One bit is then enough against cancellation:
  // operands two binades apart lose one leading bit at most.
  const farthest = mostExponent(common) - minExponent(common);
  const extra = Math.min(farthest, Math.max(1, to.man + 1 + below - man));
  const width = man + 1 + extra;
  const aligned =
    farthest > 0
      ? shiftRight(b, top(b, sorted.small, width), sorted.distance, farthest, 0, width, extra < farthest)
      : { word: top(b, sorted.small, width), sticky: undefined };
  const minuend = b.zext(top(b, large.significand, width), width + 1);
  const total = addOrSubtract(b, minuend, aligned.word, opposed, aligned.sticky);

  const special = specials(b, x, y, large, sorted.level, opposed);
  const signLarge = b.mux(swap, y.sign, x.sign);
  const cancelled = b.and(opposed, b.not(b.redor(total)));
  const sign = downwards ? b.or(signLarge, cancelled) : b.and(signLarge, b.not(cancelled));
  return {
    sign: special.infSign ? override(b, special.inf, special.infSign, sign) : sign,
    significand: b.named(total, 'sum'),
    exponent: ranged(b, large.exponent, 1, 2 ** exp - 1),
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

interface Operand {
  /** At least 1. */
  readonly exponent: Net;
  readonly significand: Net;
}

function splitCode(b: NetBuilder, code: Net, { exp, man }: FloatFormat): Operand {
  const biased = b.slice(code, exp + man - 1, man);
  const mantissa = man > 0 ? b.slice(code, man - 1, 0) : undefined;
  return { exponent: atLeastOne(b, biased), significand: join(b, b.redor(biased), mantissa) };
}

interface Sorted {
  /** y is the larger one. */
  readonly swap: Net;
  readonly large: Operand;
  /** The smaller significand and one bit below it; in place but for a shift to the right by `distance`. */
  readonly small: Net;
  readonly distance: Net;
  /** The exponents are the same. */
  readonly level: Net;
}

/**
 * By magnitude, with one subtraction of exponents. Where it is negative, its complement is one less than the distance: the
 * multiplexer that picks the smaller significand then shifts it by the one place that is missing.
 */
function sort(b: NetBuilder, x: Operand, y: Operand): Sorted {
  const width = x.exponent.width + 1;
  const difference = b.named(b.sub(b.zext(x.exponent, width), b.zext(y.exponent, width)), 'difference');
  const above = b.msb(difference);
  const level = b.not(b.redor(difference));
  const swap = b.named(b.or(above, b.and(level, isLess(b, x.significand, y.significand))), 'swap');
  const low = b.zero(1);
  const small = b.mux(swap, b.concat(x.significand, low), b.concat(y.significand, low));
  return {
    swap,
    large: { exponent: b.mux(swap, y.exponent, x.exponent), significand: b.mux(swap, y.significand, x.significand) },
    small: b.named(b.mux(above, b.zext(x.significand, small.width), small), 'small'),
    distance: b.xor(b.slice(difference, width - 2, 0), b.sext(above, width - 1)),
    level,
  };
}

/** x < y of significands; the hidden bits apart from the rest, which is one LUT for up to three bits. */
function isLess(b: NetBuilder, x: Net, y: Net): Net {
  const [hiddenX, hiddenY] = [b.msb(x), b.msb(y)];
  const onlyY = b.and(b.not(hiddenX), hiddenY);
  if (x.width === 1) return onlyY;
  const onlyX = b.and(hiddenX, b.not(hiddenY));
  const less = b.ltu(b.slice(x, x.width - 2, 0), b.slice(y, y.width - 2, 0));
  return b.or(onlyY, b.and(less, b.not(onlyX)));
}

interface Specials {
  readonly nan: Maybe;
  readonly inf: Maybe;
  readonly invalid: Maybe;
  /** The sign of the infinity, where it is not that of the larger operand. */
  readonly infSign: Maybe;
}

function specials(b: NetBuilder, x: Unpacked, y: Unpacked, large: Operand, level: Net, opposed: Net): Specials {
  const { format } = x;
  // Special codes of one IEEE format are above all others, and share an exponent: the larger operand tells nearly all.
  if (sameType(format, y.format) && format.nan === 'ieee') {
    const special = b.redand(large.exponent);
    const nan = b.and(special, b.redor(b.slice(large.significand, format.man - 1, 0)));
    const inf = format.inf ? special : undefined;
    const invalid = butNot(b, both(b, inf, level, opposed), nan);
    return { nan: either(b, nan, invalid), inf, invalid, infSign: undefined };
  }
  const nanOperand = either(b, x.nan, y.nan);
  const invalid = butNot(b, both(b, x.inf, y.inf, opposed), nanOperand);
  const infSign = x.inf ? b.mux(x.inf, x.sign, y.sign) : y.sign;
  return { nan: either(b, nanOperand, invalid), inf: either(b, x.inf, y.inf), invalid, infSign };
}
