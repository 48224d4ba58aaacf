import { infCode, maxFiniteCode, nanWord } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { atLeast, both, butNot, certain, either, equals, gate, join, type Maybe, override } from '../float/bits.ts';
import { inBits, minusFrom } from '../float/ranged.ts';
import { type FloatModes, increment } from '../float/round.ts';
import { shiftRight } from '../float/shift.ts';
import { type Unpacked, unpack } from '../float/unpack.ts';
import { type FloatUse, modesOf } from '../float/use.ts';

/**
 * Codes of finite values are consecutive, so the value stays where it is: a number is added to its code that carries into the
 * units just where the value rounds up, and the bits of its fraction are cleared.
 */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: FloatUse): Net {
  const [format] = use.args;
  const modes = modesOf(args, use);
  const x = unpack(b, args[0], format);
  const parts = partsOf(b, x);
  const rounded = roundedCode(b, x, parts, modes);
  const over = butNot(b, rounded.over, either(b, x.nan, x.inf));
  return use.attrs.give === 'flags'
    ? flags(b, x, parts, over, modes)
    : b.named(word(b, x, { ...rounded, over }, modes), 'whole');
}

interface Parts {
  /** Exponent and mantissa fields, 0 for zeros; one bit more where the whole number above a value may have no code. */
  readonly code: Net;
  /** Whether the bit of the code is part of the fraction; undefined where it never is. From bit 0 to bit M - 1. */
  readonly fraction: readonly Maybe[];
  /** A normal number below one: its hidden bit is part of the fraction too. */
  readonly tiny: Maybe;
  readonly hidden: Net;
  readonly nonzero: Net;
}

function partsOf(b: NetBuilder, { code, format: f }: Unpacked): Parts {
  const { exp, man, bias } = f;
  const biased = b.slice(code, exp + man - 1, man);
  const hidden = b.redor(biased);
  // Field 0 has the exponent of field 1, so nothing distinguishes values below field 2.
  const below = (field: number): Maybe => {
    if (field <= 1) return undefined;
    return field >= 2 ** exp ? b.ones(1) : b.not(atLeast(b, biased, BigInt(field)));
  };
  const kept = f.subnormals || man === 0 ? code : b.concat(biased, gate(b, b.slice(code, man - 1, 0), hidden));
  return {
    code: canExceed(f) ? b.zext(kept, exp + man + 1) : kept,
    fraction: Array.from({ length: man }, (_, i) => below(bias + man - i)),
    tiny: below(bias),
    hidden,
    nonzero: b.redor(f.subnormals ? code : biased),
  };
}

/** Bits of the fraction of the largest finite value. */
function largestFraction(f: FloatFormat): number {
  const biased = Number(maxFiniteCode(f) >> BigInt(f.man));
  return Math.max(0, f.man + f.bias - Math.max(1, biased));
}

/** The code of the largest whole number, 0 where that is zero. */
function largestWhole(f: FloatFormat): bigint {
  const fraction = BigInt(largestFraction(f));
  return fraction > BigInt(f.man) ? 0n : (maxFiniteCode(f) >> fraction) << fraction;
}

/** Whether values exist that have no whole number above them. */
function canExceed(f: FloatFormat): boolean {
  return largestWhole(f) < maxFiniteCode(f);
}

interface Rounded {
  /** Exponent and mantissa of the result, where nothing replaces it. */
  readonly code: Net;
  /** The whole number has no code. */
  readonly over: Maybe;
}

function roundedCode(b: NetBuilder, x: Unpacked, p: Parts, modes: FloatModes): Rounded {
  const { exp, man, bias } = x.format;
  const addition = additionOf(b, x, p, modes);
  const moved = b.add(p.code, addition.word);
  const carried = addition.carry ? b.add(moved, b.zext(addition.carry, moved.width)) : moved;

  const biased = b.slice(carried, carried.width - 1, man);
  const reachesOne = p.tiny ? either(b, atLeast(b, biased, BigInt(bias)), addition.one) : undefined;
  const noOne = largestFraction(x.format) > man;
  const one = noOne ? undefined : addition.one;
  const exponent = override(b, one, b.const(biased.width, bias), reachesOne ? gate(b, biased, reachesOne) : biased);
  const mantissa = p.fraction.map((bit, i) => butNot(b, b.bit(carried, i), bit) as Net);
  const code = join(b, exponent, ...mantissa.toReversed());
  if (!canExceed(x.format)) return { code, over: undefined };
  const next = largestWhole(x.format) + (1n << BigInt(largestFraction(x.format)));
  const over = noOne ? reachesOne : equals(b, code, next);
  return { code: b.slice(code, exp + man - 1, 0), over };
}

interface Addition {
  readonly word: Net;
  readonly carry: Maybe;
  /** The result is one, whatever the sum says. */
  readonly one: Maybe;
}

/** What carries into the units of the code where the value rounds up. */
function additionOf(b: NetBuilder, x: Unpacked, p: Parts, modes: FloatModes): Addition {
  const { width } = p.code;
  const all = [...p.fraction, p.tiny];
  const wordOf = (bits: readonly Maybe[]) =>
    bits.length === 0 ? b.zero(width) : b.zext(b.concat(...bits.toReversed().map((bit) => certain(b, bit))), width);
  switch (modes.round) {
    case 'RTZ':
      return { word: b.zero(width), carry: undefined, one: undefined };
    case 'RNE':
      // Half a unit, less one in the last place unless the number of units is odd.
      return { word: wordOf(all.slice(1)), carry: isOdd(b, p), one: undefined };
    case 'RNA':
      return { word: wordOf(all.slice(1)), carry: all[0], one: undefined };
    case 'RUP':
    case 'RDN': {
      const outwards = modes.round === 'RUP' ? b.not(x.sign) : x.sign;
      return {
        word: gate(b, wordOf(p.fraction), outwards),
        carry: undefined,
        one: both(b, p.tiny, p.nonzero, outwards),
      };
    }
    case 'SR': {
      const up = stochasticUp(b, x, p, modes);
      return {
        word: wordOf([undefined, ...units(b, p).map((unit) => both(b, unit, up))]),
        carry: undefined,
        one: both(b, p.tiny, up),
      };
    }
  }
}

/** Bit i of the answer: whether bit i + 1 of the code has the weight one, below it being the fraction. */
function units(b: NetBuilder, { fraction, tiny }: Parts): Maybe[] {
  return fraction.map((bit, i) => butNot(b, bit, i + 1 < fraction.length ? fraction[i + 1] : tiny));
}

/** Whether a value that is not whole has an odd number of units. */
function isOdd(b: NetBuilder, p: Parts): Maybe {
  const { length } = p.fraction;
  return either(b, ...units(b, p).map((unit, i) => both(b, unit, i + 1 < length ? b.bit(p.code, i + 1) : p.hidden)));
}

/** The fraction, cut to as many bits as there are random ones, and they carry into the units. */
function stochasticUp(b: NetBuilder, x: Unpacked, p: Parts, modes: FloatModes): Maybe {
  const [fractional] = [...p.fraction, p.tiny];
  const { random } = modes;
  if (!fractional || !random) return undefined;
  const { man, bias } = x.format;
  const source = b.concat(x.significand, b.zero(random.width));
  const amount = minusFrom(b, man + bias, x.exponent);
  const bits = inBits(b, amount, Math.max(1, amount.net.width - (amount.lo < 0 ? 1 : 0)));
  const { word: rest } = shiftRight(b, source, bits, Math.max(0, amount.hi), 0, random.width, false);
  return both(b, fractional, increment(b, modes, x.sign, b.zero(1), rest, undefined));
}

function word(b: NetBuilder, x: Unpacked, { code: rounded, over }: Rounded, modes: FloatModes): Net {
  const { format: f } = x;
  const [inf, nan] = [infCode(f), nanWord(f)];
  const saturates = modes.overflow === 'SAT' || (inf === undefined && nan === undefined);
  const gone = saturates ? either(b, over, x.inf) : over;
  const toNan = !saturates && inf === undefined ? either(b, x.nan, over) : x.nan;
  const infinite = !saturates ? either(b, x.inf, inf === undefined ? undefined : over) : undefined;

  const constant = (value: bigint) => b.const(rounded.width, value);
  let code = override(b, infinite, constant(inf ?? 0n), rounded);
  if (saturates) code = override(b, gone, constant(largestWhole(f)), code);
  code = override(b, toNan, constant(nan ?? 0n), code);
  if (!f.signed) return code;
  const sign = f.nan === 'fnuz' ? either(b, b.and(x.sign, b.redor(code)), toNan) : butNot(b, x.sign, toNan);
  return b.concat(sign as Net, code);
}

/** Overflow and inexact are all that can be raised. */
function flags(b: NetBuilder, x: Unpacked, p: Parts, over: Maybe, modes: FloatModes): Net {
  const lost = p.fraction.map((bit, i) => both(b, bit, b.bit(p.code, i)));
  const special = either(b, x.nan, x.inf);
  const overflow = either(b, over, modes.overflow === 'SAT' ? x.inf : undefined);
  const inexact = either(b, butNot(b, either(b, ...lost, both(b, p.tiny, p.hidden)), special), overflow);
  return b.concat(b.zero(2), certain(b, overflow), b.zero(1), certain(b, inexact));
}
