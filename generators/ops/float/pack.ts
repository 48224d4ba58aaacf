/** Rounding, overflow, underflow and the special codes: the last stage of every operator with a float result. */
import { hasNegativeZero, infCode, maxFiniteCode, minExponent, nanWord } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import {
  atLeast,
  bitLength,
  both,
  butNot,
  certain,
  either,
  equals,
  field,
  gate,
  join,
  type Maybe,
  override,
} from './bits.ts';
import { is, type Late, reaches } from './late.ts';
import { type Normalised, normalise, type Rough } from './normalise.ts';
import { inBits, isNegative } from './ranged.ts';
import { bitsBelow, type FloatModes, increment, leadsOutwards, roundingBits } from './round.ts';

/**
 * The word of a result, correctly rounded, or the exception flags that it raises.
 *
 * Codes of finite values are consecutive numbers, so {exponent, mantissa} + hidden bit + increment is the rounded code with
 * every carry where it belongs: from subnormal to normal, from one binade to the next, from the largest finite value to
 * infinity. Special codes are forced in front of this adder, where the multiplexers of the shifter have inputs to spare.
 */
export function pack(b: NetBuilder, r: Rough, to: FloatFormat, modes: FloatModes, give: 'result' | 'flags'): Net {
  const { man } = to;
  const kept = roundingBits(modes);
  const below = bitsBelow(modes, give);
  const wantSticky = give === 'flags' || modes.round === 'RNE' || modes.round === 'RUP' || modes.round === 'RDN';
  const n = normalise(b, r, to, below, wantSticky);

  const hidden = b.msb(n.significand);
  const mantissa = man > 0 ? b.slice(n.significand, man - 1, 0) : undefined;
  const exponent = inBits(b, n.exponent, Math.max(to.exp, bitLength(n.exponent.hi)));
  const late = to.zero && man > 0 && endsBinade(to) ? n.late : undefined;
  const unnormal = n.subnormal ? undefined : late ? belowNormal(b, late) : isNegative(b, n.exponent);
  const rounding = roundOff(b, n, modes, r.sign, oddCode(b, mantissa, hidden, exponent, to), kept, to);
  const over = overflowOf(b, r, to, n, { hidden, mantissa, exponent, late, unnormal, up: rounding.up });

  const outcome = replacements(b, r, to, modes, over);
  if (give === 'flags') return exceptions(b, r, to, n, { hidden, mantissa, late, unnormal, over, outcome, rounding });

  const promoted = both(b, lastBelowNormal(b, n, r, to, { mantissa, late, unnormal }), rounding.up);
  const special = either(b, outcome.nan, outcome.inf, outcome.max, r.zero);
  const normalExponent = butNot(b, n.nonzero ?? b.ones(1), either(b, n.subnormal, unnormal)) as Net;
  const plain = join(
    b,
    gate(b, late ? inBits(b, late.early, to.exp) : field(b, exponent, 0, to.exp), normalExponent),
    mantissa && unnormal ? gate(b, mantissa, b.not(unnormal)) : mantissa,
  );
  const forced = [
    [r.zero, 0n],
    [outcome.max, maxFiniteCode(to)],
    [outcome.inf, infCode(to) ?? 0n],
    [outcome.nan, (nanWord(to) ?? 0n) & mask(plain.width)],
  ] as const;
  const start = forced.reduce((word, [when, code]) => override(b, when, b.const(word.width, code), word), plain);
  // What is added to the exponent: the hidden bit, or the late bit to an exponent that counts the hidden one already.
  const step = late?.last ?? hidden;
  const one = to.zero ? butNot(b, unnormal ? b.mux(unnormal, certain(b, promoted), step) : step, special) : undefined;
  const up = butNot(b, butNot(b, rounding.up, unnormal), special);
  const code = b.named(b.add(start, addend(b, one, up, to)), 'code');
  return to.signed ? b.concat(signOf(b, r, to, outcome, code), code) : code;
}

/** The hidden bit above the mantissa and the increment at the bottom, in one word. */
function addend(b: NetBuilder, hidden: Maybe, up: Maybe, { exp, man }: FloatFormat): Net {
  if (man > 0) {
    const low = man > 1 ? b.concat(b.zero(man - 1), certain(b, up)) : certain(b, up);
    return b.zext(b.concat(certain(b, hidden), low), exp + man);
  }
  const single = hidden && up ? b.xor(hidden, up) : certain(b, hidden ?? up);
  const carry = both(b, hidden, up);
  return exp > 1 && carry ? b.zext(b.concat(carry, single), exp) : b.zext(single, exp);
}

/** Whether the code below is odd; without mantissa that is the exponent field, which the hidden bit increments. */
function oddCode(b: NetBuilder, mantissa: Net | undefined, hidden: Net, exponent: Net, to: FloatFormat): Net {
  if (mantissa) return b.bit(mantissa, 0);
  return to.zero ? b.and(hidden, b.not(b.bit(exponent, 0))) : b.bit(exponent, 0);
}

interface Rounding {
  readonly up: Maybe;
  /** Whether anything is lost. */
  readonly inexact: Maybe;
  /** Whether the magnitude would go up with one bit more of precision, that bit being 1. */
  readonly upFiner: Maybe;
  /** That bit. */
  readonly finer: Maybe;
}

function roundOff(
  b: NetBuilder,
  n: Normalised,
  modes: FloatModes,
  sign: Net,
  odd: Net,
  kept: number,
  to: FloatFormat,
): Rounding {
  const { rest } = n;
  if (!rest || rest.width === kept) {
    const up = increment(b, modes, sign, odd, rest, n.sticky);
    return { up, inexact: either(b, rest && b.redor(rest), n.sticky), upFiner: undefined, finer: undefined };
  }
  const first = kept > 0 ? b.slice(rest, kept, 1) : undefined;
  // The code just below the smallest normal number ends in 1; without mantissa it is the exponent field 0.
  const finerOdd = b.const(1, to.man > 0 ? 1 : 0);
  const second = kept > 0 ? b.slice(rest, kept - 1, 0) : undefined;
  return {
    up: increment(b, modes, sign, odd, first, either(b, b.bit(rest, 0), n.sticky)),
    inexact: either(b, b.redor(rest), n.sticky),
    upFiner: increment(b, modes, sign, finerOdd, second, n.sticky),
    finer: b.msb(rest),
  };
}

interface Overflow {
  /** The value before rounding is above the largest finite value. */
  readonly above: Maybe;
  /** It is the largest finite value, and rounds up. */
  readonly onto: Maybe;
}

interface Parts {
  readonly hidden: Net;
  readonly mantissa: Net | undefined;
  readonly exponent: Net;
  readonly late: Late | undefined;
  readonly unnormal: Maybe;
  readonly up: Maybe;
}

function overflowOf(b: NetBuilder, r: Rough, to: FloatFormat, n: Normalised, p: Parts): Overflow {
  const max = maxFiniteCode(to);
  if (r.most < exponentOf(max, to)) return { above: undefined, onto: undefined };
  const low = join(b, p.exponent, p.mantissa);
  const hiddenOne = to.zero ? 1n << BigInt(to.man) : 0n;
  const normal = n.subnormal || r.canBeZero || max < hiddenOne * 2n ? p.hidden : b.ones(1);
  const finite = butNot(b, normal, either(b, p.unnormal, r.zero));
  if (max < hiddenOne) {
    const largest = butNot(b, both(b, p.up, p.mantissa && b.redand(p.mantissa)), either(b, p.hidden, r.zero));
    return { above: finite, onto: largest };
  }
  return {
    above: aboveEarly(b, r, to, p.late) ?? both(b, finite, atLeast(b, low, max - hiddenOne + 1n)),
    onto: both(b, finite, p.up, equals(b, low, max - hiddenOne)),
  };
}

/**
 * Overflow before rounding as seen before anything is normalised: where only a top bit with the largest exponent, or one of a
 * special code, is above the largest finite value, and where the exponent is known but for one bit.
 */
function aboveEarly(b: NetBuilder, r: Rough, to: FloatFormat, late: Late | undefined): Maybe {
  const max = maxFiniteCode(to);
  if (late) return butNot(b, reaches(b, late, Number(max >> BigInt(to.man)) + 1), r.zero);
  const { net, lo, hi } = r.exponent;
  if (!endsBinade(to) || lo < 0 || hi + r.offset !== exponentOf(max, to) + 1) return undefined;
  return butNot(b, b.and(b.msb(r.significand), atLeast(b, net, BigInt(hi))), r.zero);
}

/** Whether the next number after the largest finite one would be a power of two. */
function endsBinade(f: FloatFormat): boolean {
  return ((maxFiniteCode(f) + 1n) & mask(f.man)) === 0n;
}

/** Normal fields are 1 and more. */
function belowNormal(b: NetBuilder, late: Late): Maybe {
  return late.early.lo >= 1 ? undefined : b.not(reaches(b, late, 1));
}

/** Floor of the binary logarithm of a finite value other than zero. */
function exponentOf(code: bigint, f: FloatFormat): number {
  const biased = Number(code >> BigInt(f.man));
  if (biased > 0 || !f.zero) return biased - f.bias;
  return minExponent(f) - f.man + code.toString(2).length - 1;
}

interface Outcome {
  readonly nan: Maybe;
  readonly inf: Maybe;
  readonly max: Maybe;
  /** The result has no sign: NaN, or the largest finite value in its place. */
  readonly signless: Maybe;
  /** Negative and not zero, in a format without sign. */
  readonly misfit: Maybe;
  /** An infinity stays one. */
  readonly carriesInf: boolean;
}

/** Which results are replaced, and by what. */
function replacements(b: NetBuilder, r: Rough, to: FloatFormat, modes: FloatModes, over: Overflow): Outcome {
  const beyond =
    modes.overflow === 'SAT' ? 'max' : infCode(to) !== undefined ? 'inf' : nanWord(to) !== undefined ? 'nan' : 'max';
  const outwards = leadsOutwards(b, modes, r.sign);
  // A carry out of the largest finite value arrives at infinity by itself where that is the next code.
  const carried = beyond === 'inf' && infCode(to) === maxFiniteCode(to) + 1n;
  const out = outwards === false ? undefined : outwards === true ? over.above : both(b, over.above, outwards);
  const back = outwards === true ? undefined : outwards === false ? over.above : butNot(b, over.above, outwards);
  const gone = either(b, r.inf, out, carried ? undefined : over.onto);
  const misfit = to.signed ? undefined : butNot(b, both(b, r.sign, either(b, r.inf, nonzeroValue(b, r))), r.nan);
  const noNan = nanWord(to) === undefined;
  const nan = either(b, r.nan, misfit);
  return {
    nan: noNan ? undefined : either(b, nan, beyond === 'nan' ? gone : undefined),
    inf: beyond === 'inf' ? butNot(b, gone, noNan ? nan : undefined) : undefined,
    max: either(b, noNan ? nan : undefined, beyond === 'max' ? gone : undefined, back),
    signless: noNan ? nan : either(b, nan, beyond === 'nan' ? gone : undefined),
    misfit,
    carriesInf: beyond === 'inf',
  };
}

function nonzeroValue(b: NetBuilder, r: Rough): Maybe {
  return butNot(b, r.canBeZero ? either(b, b.redor(r.significand), r.sticky) : b.ones(1), r.zero);
}

function signOf(b: NetBuilder, r: Rough, to: FloatFormat, outcome: Outcome, code: Net): Net {
  if (to.nan === 'fnuz') return either(b, outcome.nan, b.and(r.sign, b.redor(code))) as Net;
  const sign = butNot(b, r.sign, outcome.signless) as Net;
  return hasNegativeZero(to) ? sign : b.and(sign, b.redor(code));
}

interface Losses {
  readonly hidden: Net;
  readonly mantissa: Net | undefined;
  readonly late: Late | undefined;
  readonly unnormal: Maybe;
  readonly over: Overflow;
  readonly outcome: Outcome;
  readonly rounding: Rounding;
}

/** {invalid, divide by zero, overflow, underflow, inexact}: RISC-V's fflags. */
function exceptions(b: NetBuilder, r: Rough, to: FloatFormat, n: Normalised, p: Losses): Net {
  const { outcome, rounding, over, unnormal } = p;
  const isNan = either(b, r.nan, outcome.misfit);
  const special = either(b, isNan, r.inf);
  const value = nonzeroValue(b, r);
  const replacedInf = outcome.carriesInf ? undefined : butNot(b, r.inf, isNan);

  const lost = butNot(b, rounding.inexact, r.zero);
  const overflow = either(b, over.above, over.onto);
  const promoted = both(b, lastBelowNormal(b, n, r, to, p), rounding.up);
  const flushed = butNot(b, both(b, unnormal, value), promoted);
  const nearlyNormal = both(b, p.mantissa ? b.redand(p.mantissa) : b.ones(1), rounding.finer, rounding.upFiner);
  const tiny = to.zero && to.subnormals ? both(b, butNot(b, b.not(p.hidden), nearlyNormal), lost) : undefined;
  const noZero = to.zero ? undefined : (b.not(value as Net) as Maybe);
  const underflow = butNot(b, either(b, flushed, tiny, noZero), overflow);
  const inexact = either(b, lost, overflow, underflow, both(b, unnormal, value));
  return b.concat(
    certain(b, either(b, r.invalid, nanWord(to) === undefined ? r.nan : undefined, outcome.misfit)),
    certain(b, r.divideByZero),
    certain(b, either(b, butNot(b, overflow, special), replacedInf)),
    certain(b, butNot(b, underflow, special)),
    certain(b, either(b, butNot(b, inexact, special), replacedInf)),
  );
}

/** Without subnormals, what rounds up to the smallest normal number is the last code below it only. */
function lastBelowNormal(
  b: NetBuilder,
  n: Normalised,
  r: Rough,
  to: FloatFormat,
  p: Pick<Losses, 'mantissa' | 'late' | 'unnormal'>,
): Maybe {
  // Multiples of the smallest subnormal number are never rounded down there.
  if (r.unit !== undefined && r.unit >= minExponent(to) - to.man) return undefined;
  const justBelow = both(b, p.unnormal, p.late ? is(b, p.late, 0) : b.redand(n.exponent.net));
  return both(b, justBelow, p.mantissa ? b.redand(p.mantissa) : justBelow);
}

function mask(width: number): bigint {
  return (1n << BigInt(width)) - 1n;
}
