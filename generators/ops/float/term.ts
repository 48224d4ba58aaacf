/** Terms of exact sums: products of floats as fixed-point words that know their place. */
import { maxFiniteCode } from '../../formats/float-codes.ts';
import type { FloatFormat } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { both, butNot, either, type Maybe } from './bits.ts';
import { type Multiplier, product } from './multiply.ts';
import { plus, type Ranged, sumPlus, within } from './ranged.ts';
import { mostLeadingZeros, type Unpacked } from './unpack.ts';

/** The number is (-1)^sign * word * 2^(exponent + offset), which makes `offset` belong to bit 0. */
export interface Term {
  readonly sign: Net;
  readonly word: Net;
  /** Whether the word is two's complement. */
  readonly signed: boolean;
  /** From 0. */
  readonly exponent: Ranged;
  readonly offset: number;
  /** Bound of the magnitude, in units of 2^offset. */
  readonly largest: bigint;
  /** Most zeros above the first one of an unsigned word other than 0. */
  readonly leading: number;
  /** Whether it can be negative at all. */
  readonly hasSign: boolean;
  /** Signs of the products that it is the sum of. */
  readonly signs: readonly Net[];
}

/** What a product is where it is no number. */
export interface Special {
  readonly sign: Net;
  readonly nan: Maybe;
  readonly inf: Maybe;
  readonly invalid: Maybe;
}

/** Address bits of tables that take one LUT for each bit of the word. */
const LUT_INPUTS = 6;

/** The finite product of some floats. */
export function productTerm(b: NetBuilder, factors: readonly Unpacked[], multiplier: Multiplier | undefined): Term {
  const formats = factors.map((x) => x.format);
  const sign = productSign(b, factors);
  const largest = formats.map((f) => unitsOf(maxFiniteCode(f), f)).reduce((x, y) => x * y);
  return {
    sign,
    word: factors.map((x) => x.significand).reduce((x, y) => product(b, x, y, multiplier)),
    signed: false,
    exponent: factors.map((x) => fieldFromZero(b, x)).reduce((x, y) => sumPlus(b, x, y, 0)),
    offset: formats.reduce((sum, f) => sum + unitExponent(f), 0),
    largest,
    leading: formats.reduce((sum, f) => sum + mostLeadingZeros(f), formats.length - 1),
    hasSign: formats.some((f) => f.signed),
    signs: [sign],
  };
}

/** The same term with exponent 0: all bits of the codes together address a table, or the word is shifted. */
export function placedProduct(b: NetBuilder, factors: readonly Unpacked[], multiplier: Multiplier | undefined): Term {
  const bits = factors.reduce((sum, x) => sum + x.code.width, 0);
  const term = productTerm(b, factors, multiplier);
  if (bits > LUT_INPUTS || multiplier === 'dsp') return placed(b, term);
  const table = factors.reduce<bigint[]>(
    (words, { format, code }) =>
      words.flatMap((word) => Array.from({ length: 2 ** code.width }, (_, i) => word * unitsOf(BigInt(i), format))),
    [1n],
  );
  const address = b.concat(...factors.map((x) => x.code));
  const width = lengthOf(term.largest);
  return { ...term, word: b.rom(address, width, table), exponent: nowhere(b), leading: width - 1 };
}

/** The term with the exponent 0, its word shifted instead: as far as finite numbers go. */
export function placed(b: NetBuilder, term: Term): Term {
  const width = lengthOf(term.largest) + (term.signed ? 1 : 0);
  const stages = term.exponent.hi > 0 ? term.exponent.net.width : 0;
  let word = term.word;
  // The small shifts come first: each makes the word longer by no more than it moves it.
  for (let k = 0; k < stages && 2 ** k <= term.exponent.hi; k++) {
    const grown = Math.min(width, word.width + 2 ** k);
    const far = b.concat(word, b.zero(2 ** k));
    const moved = far.width > width ? b.slice(far, width - 1, 0) : far;
    const stayed = word.width > grown ? b.slice(word, grown - 1, 0) : b.extend(word, grown, term.signed);
    word = b.mux(b.bit(term.exponent.net, k), moved, stayed);
  }
  const whole = word.width > width ? b.slice(word, width - 1, 0) : b.extend(word, width, term.signed);
  return { ...term, word: whole, exponent: nowhere(b), leading: width - 1 };
}

/** The special cases of a product: NaN of a NaN, and of a zero by an infinity, which is invalid. */
export function productSpecial(b: NetBuilder, factors: readonly Unpacked[]): Special {
  const nanOperand = either(b, ...factors.map((x) => x.nan));
  const inf = either(b, ...factors.map((x) => x.inf));
  const zero = either(b, ...factors.map((x) => x.zero));
  const invalid = butNot(b, both(b, inf, zero), nanOperand);
  const nan = either(b, nanOperand, invalid);
  return { sign: productSign(b, factors), nan, inf: butNot(b, inf, nan), invalid };
}

export function productSign(b: NetBuilder, factors: readonly Unpacked[]): Net {
  const signed = factors.filter((x) => x.format.signed).map((x) => x.sign);
  return signed.length === 0 ? b.zero(1) : signed.reduce((x, y) => b.xor(x, y));
}

/** Bits of a number. */
export function lengthOf(n: bigint): number {
  return Math.max(1, n === 0n ? 0 : n.toString(2).length);
}

export function nowhere(b: NetBuilder): Ranged {
  return { net: b.zero(1), lo: 0, hi: 0 };
}

/** Steps by which the unit of a finite number is above the smallest unit. */
function fieldFromZero(b: NetBuilder, { format: f, exponent }: Unpacked): Ranged {
  const largest = Number(maxFiniteCode(f) >> BigInt(f.man));
  return within(b, plus(b, exponent, f.zero ? -1 : 0), 0, f.zero ? Math.max(0, largest - 1) : largest);
}

/** Exponent of the smallest unit. */
export function unitExponent(f: FloatFormat): number {
  return (f.zero ? 1 : 0) - f.bias - f.man;
}

/** A finite magnitude in units of the smallest one. Codes that are none give some number. */
export function unitsOf(code: bigint, f: FloatFormat): bigint {
  const man = BigInt(f.man);
  const [biased, mantissa] = [code >> man, code & ((1n << man) - 1n)];
  if (!f.zero) return ((1n << man) | mantissa) << biased;
  if (biased === 0n) return f.subnormals ? mantissa : 0n;
  return ((1n << man) | mantissa) << (biased - 1n);
}
