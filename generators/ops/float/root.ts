/** Square roots of significands, and their reciprocals. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { addOrSubtract } from './carry.ts';
import { anyLeft, type Digits, lookedUp } from './digits.ts';
import { normalOperand } from './operand.ts';
import { halved, plus, type Ranged } from './ranged.ts';
import type { Unpacked } from './unpack.ts';

/** An operand as significand * 2^odd * 4^(half + offset), the significand normal. */
export interface EvenExponent {
  readonly odd: Net;
  readonly significand: Net;
  readonly half: Ranged;
  readonly offset: number;
}

export function evenExponent(b: NetBuilder, x: Unpacked): EvenExponent {
  const { significand, exponent } = normalOperand(b, x);
  const shiftedByOne = x.offset % 2 !== 0;
  const even = shiftedByOne ? plus(b, exponent, 1) : exponent;
  const offset = (x.offset - (shiftedByOne ? 1 : 0)) / 2;
  return { odd: b.bit(even.net, 0), significand, half: halved(b, even), offset };
}

/** `count` digits of the root of significand * 2^odd, from the one before the binary point, which is 1. */
export function root(b: NetBuilder, odd: Net, significand: Net, count: number): Digits {
  const fraction = significand.width - 1;
  const small = lookedUp(b, [odd, mantissaOf(b, significand)], count, (address) => {
    const radicand = radicandOf(address, fraction) << BigInt(2 * (count - 1) + (fraction % 2));
    const scaled = radicand >> BigInt(fraction + (fraction % 2));
    const lost = radicand !== scaled << BigInt(fraction + (fraction % 2));
    const digits = integerRoot(scaled);
    return { digits, exact: !lost && digits * digits === scaled };
  });
  return small ?? nonRestoringRoot(b, radicandWord(b, odd, significand), count);
}

/**
 * `count` digits of 1 / sqrt(significand * 2^odd), from the one before the binary point, which is 1 for 1 only.
 *
 * With the digits so far as R and the radicand as s, a digit of weight w is 1 where (R + w)^2 * s <= 1, which is where
 * (2 * R + w) * w * s does not exceed 1 - R^2 * s: the rows keep these two, and no square is ever computed.
 */
export function inverseRoot(b: NetBuilder, odd: Net, significand: Net, count: number): Digits {
  const fraction = significand.width - 1;
  const small = lookedUp(b, [odd, mantissaOf(b, significand)], count, (address) => {
    const s = radicandOf(address, fraction);
    const one = 1n << BigInt(2 * (count - 1) + fraction);
    const digits = integerRoot(one / s);
    return { digits, exact: digits * digits * s === one };
  });
  return (
    small ?? inverseRows(b, b.mux(odd, b.concat(significand, b.zero(1)), b.zext(significand, fraction + 2)), count)
  );
}

function inverseRows(b: NetBuilder, s: Net, count: number): Digits {
  const fraction = s.width - 2;
  const thrice = b.add(b.zext(s, s.width + 2), b.zext(b.concat(s, b.zero(1)), s.width + 2));
  // In units of 2^-fraction * w^2: 1 - R^2 * s, and the step (2 * R + w) * w * s.
  let rest = b.const(fraction + 1, 1n << BigInt(fraction));
  let step = s;
  const digits: Net[] = [];
  for (let i = 0; i < count; i++) {
    // rest is at most the step of the digit before, doubled twice: below 2^(fraction + i + 4).
    const width = fraction + i + 5;
    const trial = b.sub(b.zext(rest, width), b.zext(step, width));
    const goes = b.not(b.msb(trial));
    digits.push(goes);
    rest = b.concat(b.mux(goes, trial, b.zext(rest, width)), b.zero(2));
    rest = b.slice(rest, fraction + i + 5, 0);
    // The next step, in its units: 2 * step + 3 * s where the digit is 1, else 2 * step - s.
    const next = fraction + i + 5;
    const doubled = b.zext(b.concat(step, b.zero(1)), next);
    step = b.add(doubled, b.mux(goes, b.zext(thrice, next), b.neg(b.zext(s, next))));
    step = b.slice(step, fraction + i + 4, 0);
  }
  return { digits: b.concat(...digits), sticky: b.redor(rest) };
}

/** The radicand with two bits before the binary point and an even number of bits after it. */
function radicandWord(b: NetBuilder, odd: Net, significand: Net): Net {
  const s = b.mux(odd, b.concat(significand, b.zero(1)), b.zext(significand, significand.width + 1));
  return s.width % 2 === 0 ? s : b.concat(s, b.zero(1));
}

/**
 * Two bits of the radicand a row; 4 * root + 1 is subtracted, or 4 * root + 3 added where the row before went below zero. The
 * remainder of a root of i digits takes i + 2 bits. Where digits end before the radicand does, its other bits are sticky.
 */
function nonRestoringRoot(b: NetBuilder, radicand: Net, count: number): Digits {
  let digits: Net | undefined;
  let remainder: Net | undefined;
  for (let i = 0; i < count; i++) {
    const hi = radicand.width - 1 - 2 * i;
    const pair = hi > 0 ? b.slice(radicand, hi, hi - 1) : b.zero(2);
    const width = i + 3;
    const partial = remainder ? b.concat(remainder, pair) : b.zext(pair, width);
    const positive = digits ? b.bit(digits, 0) : b.ones(1);
    const low = b.concat(b.not(positive), b.ones(1));
    const subtrahend = b.zext(digits ? b.concat(digits, low) : low, width);
    const next = addOrSubtract(b, b.slice(partial, width - 1, 0), subtrahend, positive, undefined);
    digits = digits ? b.concat(digits, b.not(b.msb(next))) : b.not(b.msb(next));
    remainder = next;
  }
  const [found, last] = [digits as Net, remainder as Net];
  const correction = b.zext(b.concat(found, b.ones(1)), last.width);
  const unread = radicand.width - 2 * count;
  const nonzero = anyLeft(b, last, correction);
  return { digits: found, sticky: unread > 0 ? b.or(nonzero, b.redor(b.slice(radicand, unread - 1, 0))) : nonzero };
}

function mantissaOf(b: NetBuilder, significand: Net): Net | undefined {
  return significand.width > 1 ? b.slice(significand, significand.width - 2, 0) : undefined;
}

/** significand * 2^odd of an address {odd, mantissa}, as an integer with `fraction` fraction bits. */
function radicandOf(address: bigint, fraction: number): bigint {
  const mantissa = BigInt.asUintN(fraction, address);
  return ((1n << BigInt(fraction)) | mantissa) << (address >> BigInt(fraction));
}

function integerRoot(n: bigint): bigint {
  let root = 0n;
  for (let bit = 1n << BigInt(n.toString(2).length >> 1); bit > 0n; bit >>= 1n)
    if ((root | bit) * (root | bit) <= n) root |= bit;
  return root;
}
