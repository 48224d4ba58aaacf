import { minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either, gate, override } from '../float/bits.ts';
import { addOrSubtract } from '../float/carry.ts';
import { product } from '../float/multiply.ts';
import { pack } from '../float/pack.ts';
import { choose, difference, inBits, isNegative, plus, sumPlus } from '../float/ranged.ts';
import { bitsBelow } from '../float/round.ts';
import { alignRight } from '../float/shift.ts';
import { mostExponent, mostLeadingZeros, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/**
 * x * y + z with one rounding. The exact product stays where it is in a window; z moves into it from the left, so that only z
 * needs an alignment shifter, and what of it leaves the window on the right is sticky.
 */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [x, y, z] = use.args.map((format, i) => unpack(b, args[i], format));
  const modes = modesOf(args, use);
  const window = windowOf(use.args, use.type, bitsBelow(modes, use.attrs.give));
  const signXY = b.xor(x.sign, y.sign);
  const opposed = b.named(b.xor(signXY, z.sign), 'opposed');

  const exact = b.named(product(b, x.significand, y.significand, use.attrs.multiplier), 'product');
  const exponentXY = sumPlus(b, x.exponent, y.exponent, 1);
  const offset = x.offset + y.offset + window.above;
  // The exponent of z's hidden bit at the left end of the window, seen from that of the product.
  const exponentZ = plus(b, z.exponent, z.offset - offset);
  const distance = difference(b, exponentXY, exponentZ);
  // Zeros have some exponent too: a zero product must not push z out, nor a zero z the product.
  const leftmost = either(b, butNot(b, isNegative(b, distance), z.zero), x.zero, y.zero);
  const amount = inBits(b, distance, Math.max(1, distance.net.width - (distance.lo < 0 ? 1 : 0)));
  const shift = leftmost ? gate(b, amount, b.not(leftmost)) : amount;

  const width = window.above + exact.width + window.under;
  const start = b.concat(z.significand, b.zero(width - z.significand.width));
  const aligned = alignRight(b, start, shift, Math.max(0, distance.hi));
  const placed = b.zext(window.under > 0 ? b.concat(exact, b.zero(window.under)) : exact, width + 1);
  const sum = addOrSubtract(b, placed, aligned.word, opposed, aligned.sticky);

  const negative = b.msb(sum);
  const increment = aligned.sticky ? butNot(b, negative, aligned.sticky) : negative;
  const flipped = b.xor(b.slice(sum, width - 1, 0), b.sext(negative, width));
  const magnitude = b.named(b.add(flipped, b.zext(increment as Net, width)), 'magnitude');

  const cancelled = b.and(opposed, b.not(b.redor(magnitude)));
  const larger = b.mux(negative, z.sign, signXY);
  const sign = modes.round === 'RDN' ? b.or(larger, cancelled) : b.and(larger, b.not(cancelled));

  const infXY = either(b, x.infOrNan, y.infOrNan);
  const nanOperand = either(b, x.nan, y.nan);
  const noProduct = butNot(b, either(b, both(b, x.infOrNan, y.zero), both(b, x.zero, y.infOrNan)), nanOperand);
  const noSum = butNot(b, both(b, infXY, z.infOrNan, opposed), either(b, nanOperand, z.nan, noProduct));
  const inf = either(b, infXY, z.infOrNan);
  const [fx, fy, fz] = use.args;
  const rough = {
    sign: override(b, inf, infXY ? b.mux(infXY, signXY, z.sign) : z.sign, sign),
    significand: magnitude,
    exponent: leftmost ? choose(b, leftmost, exponentZ, exponentXY) : exponentXY,
    offset,
    sticky: aligned.sticky,
    leading: width - 1,
    canBeZero: true,
    least: Math.min(window.lowestXY, window.lowestZ),
    most: Math.max(mostExponent(fx) + mostExponent(fy) + 1, mostExponent(fz)) + 1,
    nan: either(b, nanOperand, z.nan, noProduct, noSum),
    inf,
    invalid: either(b, noProduct, noSum),
  };
  return pack(b, rough, use.type, modes, use.attrs.give);
}

interface Window {
  /** Bits above the product. */
  readonly above: number;
  /** Bits below it. */
  readonly under: number;
  /** Exponents of the lowest bits that a product and z can have. */
  readonly lowestXY: number;
  readonly lowestZ: number;
}

/**
 * How far z must be able to stand above and below the product so that the rest of the way does not matter.
 *
 * Above: z at the left end, the whole product below every bit of z and of the result that rounding looks at; a subnormal z
 * begins lower by its leading zeros, but never asks for more than the subnormals of the result. Below: the product's first
 * one is then far enough above the right end for the result's precision, and for that of z, so that they cannot cancel.
 */
function windowOf([x, y, z]: readonly FloatFormat[], to: FloatFormat, below: number): Window {
  const precision = to.man + below + 3;
  const gradual = to.zero && to.subnormals;
  const deepest = mostLeadingZeros(z) + precision;
  const lowest = gradual ? Math.max(minExponent(z) - minExponent(to) + precision, precision) : deepest;
  const above = Math.max(z.man + 2, Math.min(deepest, lowest));

  const [zerosX, zerosY] = [mostLeadingZeros(x), mostLeadingZeros(y)];
  const width = x.man + y.man + 2;
  const wanted = Math.max(precision, z.man + 2);
  const lowestXY = minExponent(x) - x.man + minExponent(y) - y.man;
  const lowestZ = minExponent(z) - z.man;
  const ofOne = wanted - (width - Math.max(zerosX, zerosY) - 1);
  const ofTwo = zerosX > 0 && zerosY > 0 ? Math.min(wanted, lowestXY - lowestZ) : 0;
  return { above, under: Math.max(0, ofOne, ofTwo), lowestXY, lowestZ };
}
