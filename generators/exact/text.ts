/** Values as people write and read them, in vector files, constants and reports. */

import { fail, type Where } from '../diagnostics/diagnostic.ts';
import { type Format, fracOf, widthOf } from '../formats/format.ts';
import type { FloatOverflow, FloatRounding, Overflow, Quantization } from '../formats/modes.ts';
import { formatName } from '../formats/name.ts';
import { castFixed } from './cast-fixed.ts';
import { decode } from './decode.ts';
import { tryEncode } from './encode.ts';
import { encodeFloat } from './encode-float.ts';
import { Rational } from './rational.ts';
import type { ExactScalar } from './value.ts';

/** How a number that a format does not have is turned into one that it has, for either kind of format. */
export interface Rounding {
  readonly fixed: { readonly quantization: Quantization; readonly overflow: Overflow };
  readonly float: { readonly rounding: FloatRounding; readonly overflow: FloatOverflow };
}

const SATURATE: Overflow = Object.freeze({ mode: 'SAT', saturatedBits: 0 });

/** To the nearest value, ties to even, saturating. */
export const NEAREST: Rounding = Object.freeze<Rounding>({
  fixed: { quantization: 'RND_CONV', overflow: SATURATE },
  float: { rounding: 'RNE', overflow: 'SAT' },
});

/**
 * The word that a text means in a format. `0x..` is the raw word itself; everything else is a value: a decimal (`-1.5e-3`),
 * a decimal times a power of two (`3p-149`), a quotient (`1/3`), `nan`, `inf`, `-inf` or `-0`. Without `rounding` the value
 * must be one of the format.
 *
 * Throws BW1011 for a text that is none of these, BW1012 for a value that the format does not have, BW1013 for a raw word
 * that is too wide.
 */
export function parseValue(text: string, format: Format, rounding?: Rounding): bigint {
  const t = text.trim().toLowerCase();
  const where: Where = { kind: 'text', source: 'value', text };
  if (/^0x[0-9a-f]+$/.test(t)) {
    const word = BigInt(t);
    if (word >> BigInt(widthOf(format)) !== 0n)
      fail('BW1013', `the raw word ${t} has more than the ${widthOf(format)} bits of ${formatName(format)}`, { where });
    return word;
  }
  const value = parseExact(t, format);
  if (value === undefined)
    fail('BW1011', `'${text.trim()}' is not a value`, {
      where,
      help: 'Write a decimal such as -1.5, a raw word such as 0x1f, or nan, inf, -inf, -0.',
    });
  const word = tryEncode(value, format) ?? (rounding && round(value, format, rounding));
  if (word !== undefined) return word;
  return fail('BW1012', `${formatName(format)} has no value ${text.trim()}`, { where, help: remedy(value, format) });
}

/**
 * The exact value of a word, short: decimal where that takes 32 characters or fewer, otherwise an integer times a power of
 * two (`3p-149`). `parseValue` reads it back (NaN as the one NaN of the format).
 */
export function showValue(word: bigint, format: Format): string {
  return showExact(decode(word, format));
}

/** The text of an exact value: as `showValue`; numbers without a finite decimal expansion as quotients. */
export function showExact(value: ExactScalar): string {
  if (!(value instanceof Rational)) return value === '+inf' ? 'inf' : value;
  const { num, den } = value;
  // 2^k divides 10^k: the expansion of n/2^k has k decimals.
  const places = den.toString(2).length - 1;
  if (den !== 1n << BigInt(places)) return value.toString();
  const sign = num < 0n ? '-' : '';
  const magnitude = num < 0n ? -num : num;
  // Beyond 32 places or 107 bits no decimal is short enough; it is not even computed.
  if (places <= LONGEST && magnitude < 1n << 107n) {
    const digits = `${magnitude * 5n ** BigInt(places)}`.padStart(places + 1, '0');
    const point = digits.length - places;
    const text = `${sign}${digits.slice(0, point)}${places > 0 ? `.${digits.slice(point)}` : ''}`;
    if (text.length <= LONGEST) return text;
  }
  let odd = magnitude;
  let exponent = -places;
  while (odd % 2n === 0n) {
    odd /= 2n;
    exponent += 1;
  }
  return `${sign}${odd}p${exponent}`;
}

const LONGEST = 32;

function parseExact(t: string, format: Format): ExactScalar | undefined {
  switch (t) {
    case 'nan':
      return 'nan';
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return '+inf';
    case '-inf':
    case '-infinity':
      return '-inf';
  }
  if (t.includes('x')) return undefined;
  const number = Rational.parse(t);
  // Fixed point has one zero, and no use for its sign.
  return number?.sign() === 0 && t.startsWith('-') && format.kind === 'float' ? '-0' : number;
}

function round(value: ExactScalar, format: Format, rounding: Rounding): bigint | undefined {
  if (format.kind === 'float') return encodeFloat(value, format, rounding.float.rounding, rounding.float.overflow);
  return value instanceof Rational
    ? castFixed(value, format, rounding.fixed.quantization, rounding.fixed.overflow)
    : undefined;
}

/** Which values would do instead. */
function remedy(value: ExactScalar, format: Format): string {
  if (value === '-0') return 'Write 0: the format has no negative zero.';
  if (!(value instanceof Rational))
    return `Give a finite number: the format has no ${value === 'nan' ? 'NaN' : 'infinity'}.`;
  if (format.kind === 'float' && !format.signed && value.sign() < 0)
    return 'Give a positive number: the format has no sign.';
  const [below, above] = neighbours(value, format).map((word) => showValue(word, format));
  return below === above ? `The nearest is ${below}.` : `The nearest are ${below} and ${above}.`;
}

/** The values on both sides of a number that the format does not have; twice the same beyond an end of the range. */
function neighbours(value: Rational, format: Format): [bigint, bigint] {
  if (format.kind === 'float')
    return [encodeFloat(value, format, 'RDN', 'SAT'), encodeFloat(value, format, 'RUP', 'SAT')];
  const ulp = Rational.pow2(-fracOf(format));
  return [value, value.add(ulp)].map((x) => castFixed(x, format, 'TRN', SATURATE)) as [bigint, bigint];
}
