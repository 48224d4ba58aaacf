/** From the exact result of an operation, as its datapath delivers it, to the significand that is rounded. */
import { minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength, either, gate, join, type Maybe, top } from './bits.ts';
import type { Late } from './late.ts';
import { constant, inBits, isNegative, plus, type Ranged, sumPlus } from './ranged.ts';
import { leadingZeros, shiftRight } from './shift.ts';

/** An exact result before rounding, and all that is statically known of it. */
export interface Rough {
  /** Of zeros too. */
  readonly sign: Net;
  /** The top bit has the weight 2^(exponent + offset). */
  readonly significand: Net;
  readonly exponent: Ranged;
  readonly offset: number;
  /** Whether anything non-zero lies below the significand. */
  readonly sticky?: Maybe;
  /** Most zeros above the first one of a significand other than 0 that is not bound to become subnormal anyway. */
  readonly leading: number;
  /** Whether the significand can be 0. */
  readonly canBeZero: boolean;
  /** Set where the value is zero whatever the significand says. */
  readonly zero?: Maybe;
  /** Exponents of the smallest and the largest magnitude other than zero. */
  readonly least: number;
  readonly most: number;
  /** Exponent of a power of two that every value is a multiple of, where one is known. */
  readonly unit?: number;
  /** The result is NaN or infinite, whatever the rest says; NaN wins. */
  readonly nan?: Maybe;
  readonly inf?: Maybe;
  /** Exceptions of the operation itself (those of rounding are found here). */
  readonly invalid?: Maybe;
  readonly divideByZero?: Maybe;
}

export interface Normalised {
  /** Exponent above the smallest normal one; meaningless where `subnormal` or the significand is 0. */
  readonly exponent: Ranged;
  /** The field that a normal result has, where it hangs on no more than one bit of the significand. */
  readonly late: Late | undefined;
  /** The significand has been shifted for exponent 0: the result is subnormal. */
  readonly subnormal: Maybe;
  /** Clear where the significand is 0, but for subnormal results; undefined where it cannot be. */
  readonly nonzero: Maybe;
  /** M + 1 bits. */
  readonly significand: Net;
  /** The bits below it that were asked for; undefined where nothing can be lost. */
  readonly rest: Net | undefined;
  readonly sticky: Maybe;
}

/**
 * One shifter for both directions. The significand is taken as shifted left as far as can be useful, and from there moves
 * right: by its distance to the normalised position, or, where the exponent would fall below that of the smallest normal
 * number (and the format has subnormals), by as much more as the exponent is too low.
 */
export function normalise(b: NetBuilder, r: Rough, to: FloatFormat, below: number, wantSticky: boolean): Normalised {
  const emin = minExponent(to);
  const gradual = to.zero && to.subnormals && r.least < emin;
  const lowest = r.exponent.lo + r.offset - emin;
  const highest = r.exponent.hi + r.offset - emin;
  const useful = gradual ? Math.max(0, Math.min(r.leading, highest)) : r.leading;
  const bits = bitLength(useful);
  const most = 2 ** bits - 1;

  const position: Ranged =
    bits > 0
      ? { net: b.not(leadingZeros(b, top(b, r.significand, useful), bits)), lo: most - useful, hi: most }
      : constant(b, 0);
  const exponent = sumPlus(b, r.exponent, position, r.offset - emin - most);
  const subnormal = gradual ? isNegative(b, exponent) : undefined;
  const farthest = Math.max(most, subnormal ? most - lowest : 0);
  const reach = bitLength(farthest);
  const missing = (bit: Net) => gate(b, inBits(b, exponent, reach), bit);
  const shift = subnormal && reach > 0 ? b.sub(inBits(b, position, reach), missing(subnormal)) : position.net;

  const precision = to.man + 1;
  const exact = !r.sticky && r.significand.width + Math.max(0, subnormal ? -lowest : 0) <= precision;
  const width = exact ? precision : precision + below;
  const padded = top(b, r.significand, Math.max(r.significand.width, width));
  const source = most > 0 ? join(b, padded, b.zero(most)) : padded;
  const base = padded.width - width;
  const shifted =
    farthest > 0
      ? shiftRight(b, source, shift, farthest, base, width, wantSticky && !exact)
      : {
          word: b.slice(source, source.width - 1, base),
          sticky: base > 0 && wantSticky ? b.redor(b.slice(source, base - 1, 0)) : undefined,
        };
  const oneBit = bits === 1 && !gradual && !r.canBeZero;
  return {
    exponent,
    late: oneBit ? { early: plus(b, r.exponent, r.offset - emin), last: position.net } : undefined,
    subnormal,
    nonzero: r.canBeZero ? b.redor(top(b, r.significand, useful + 1)) : undefined,
    significand: b.slice(shifted.word, width - 1, width - precision),
    rest: exact || below === 0 ? undefined : b.slice(shifted.word, below - 1, 0),
    sticky: either(b, shifted.sticky, wantSticky ? r.sticky : undefined),
  };
}
