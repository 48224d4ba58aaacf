/** A float word taken apart. */
import { infCode, maxFiniteCode, minExponent } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { equals, gate, join, type Maybe } from './bits.ts';
import { type Ranged, ranged } from './ranged.ts';

export interface Unpacked {
  readonly format: FloatFormat;
  readonly sign: Net;
  /** Exponent and mantissa fields: the word without its sign. */
  readonly code: Net;
  readonly nan: Maybe;
  readonly inf: Maybe;
  /** Infinite, or perhaps NaN: what is cheaper to see, for where NaN is told apart anyway. */
  readonly infOrNan: Maybe;
  readonly zero: Maybe;
  /** Field of the exponent, 1 for subnormals; of no meaning for zeros of formats without those. The hidden bit has the weight 2^(exponent + offset). */
  readonly exponent: Ranged;
  readonly offset: number;
  /** Hidden bit and mantissa, M + 1 bits; 0 for zero. */
  readonly significand: Net;
  /** The same, but with the hidden bit set also where a format without subnormals reads a zero. */
  readonly normalised: Net;
}

/** What of this is not used is not built: the netlist passes drop it. */
export function unpack(b: NetBuilder, word: Net, f: FloatFormat): Unpacked {
  const { exp, man } = f;
  const code = f.signed ? b.slice(word, exp + man - 1, 0) : word;
  const mantissa = man > 0 ? b.slice(code, man - 1, 0) : undefined;
  const biased = b.slice(code, exp + man - 1, man);
  const nonzeroField = f.zero ? b.redor(biased) : b.ones(1);
  const sign = f.signed ? b.msb(word) : b.zero(1);
  const whole = join(b, nonzeroField, mantissa);
  return {
    format: f,
    // Flushed negative codes of a format without -0 are +0.
    sign: f.nan === 'fnuz' && !f.subnormals ? b.and(sign, nonzeroField) : sign,
    code,
    nan: nanOf(b, word, code, f),
    inf: infOf(b, code, f),
    infOrNan: infOrNanOf(b, code, f),
    // By parts, which the test for NaN shares.
    zero: f.zero ? b.not(f.subnormals && mantissa ? b.or(nonzeroField, b.redor(mantissa)) : nonzeroField) : undefined,
    exponent: ranged(b, f.zero && f.subnormals ? atLeastOne(b, biased) : biased, f.zero ? 1 : 0, 2 ** exp - 1),
    offset: minExponent(f) - (f.zero ? 1 : 0),
    significand: f.subnormals || !f.zero ? whole : gate(b, whole, nonzeroField),
    normalised: f.subnormals || !f.zero ? whole : join(b, b.ones(1), mantissa),
  };
}

/** The exponent field, with 1 for 0: subnormals have the exponent of the smallest normals. */
export function atLeastOne(b: NetBuilder, biased: Net, nonzero = b.redor(biased)): Net {
  const lsb = b.or(b.bit(biased, 0), b.not(nonzero));
  return biased.width > 1 ? b.concat(b.slice(biased, biased.width - 1, 1), lsb) : lsb;
}

/** Exponent of the smallest positive value. */
export function leastExponent(f: FloatFormat): number {
  return minExponent(f) - (f.zero && f.subnormals ? f.man : 0);
}

/** Exponent that no finite magnitude reaches the next power of two of. */
export function mostExponent(f: FloatFormat): number {
  return minExponent(f) + 2 ** f.exp - (f.zero ? 2 : 1);
}

/** Exponent of the largest finite value. */
export function largestExponent(f: FloatFormat): number {
  return Math.max(minExponent(f), Number(maxFiniteCode(f) >> BigInt(f.man)) - f.bias);
}

/** Zeros above the top bit of the smallest significand other than 0. */
export function mostLeadingZeros(f: FloatFormat): number {
  return f.zero && f.subnormals ? f.man : 0;
}

export function nanOf(b: NetBuilder, word: Net, code: Net, f: FloatFormat): Maybe {
  switch (f.nan) {
    case 'ieee': {
      const mantissa = b.slice(code, f.man - 1, 0);
      return b.and(b.redand(b.slice(code, code.width - 1, f.man)), b.redor(mantissa));
    }
    case 'fn':
      return b.redand(code);
    case 'fnuz':
      return f.signed ? equals(b, word, 1n << BigInt(code.width)) : undefined;
    case 'none':
      return undefined;
  }
}

export function infOf(b: NetBuilder, code: Net, f: FloatFormat): Maybe {
  const inf = infCode(f);
  return inf === undefined ? undefined : equals(b, code, inf);
}

/** With IEEE's NaN, which has the exponent of infinity, just that exponent. */
export function infOrNanOf(b: NetBuilder, code: Net, f: FloatFormat): Maybe {
  return f.inf && f.nan === 'ieee' ? b.redand(b.slice(code, code.width - 1, f.man)) : infOf(b, code, f);
}
