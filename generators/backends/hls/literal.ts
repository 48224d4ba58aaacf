import { type FixedFormat, fracOf } from '../../formats/format.ts';
import type { HlsDialect } from './dialect.ts';

/** Digits that an integer literal of C++ may have in every tool: those of `unsigned long long`. */
const LITERAL_BITS = 64;

/** An unsigned integer of `width` bits, as an expression of the dialect's type. */
export function wordLiteral(dialect: HlsDialect, word: bigint, width: number): string {
  const type = dialect.uint(width);
  if (word >> BigInt(LITERAL_BITS) === 0n) return `${type}(${integer(word)})`;
  // Wider ones are put together from 64-bit parts: how constructors read strings differs between the libraries.
  const high = wordLiteral(dialect, word >> BigInt(LITERAL_BITS), width);
  return `${type}((${high} << ${LITERAL_BITS}) | ${integer(BigInt.asUintN(LITERAL_BITS, word))})`;
}

/** An integer literal that is an `int` where it fits. */
export function integer(value: bigint): string {
  if (value < 10n) return `${value}`;
  return value < 1n << 31n ? `0x${value.toString(16)}` : `0x${value.toString(16)}ULL`;
}

/** Bits of a double's significand. */
const SIGNIFICAND = 53n;
/** Powers of two that stay clear of the ends of a double's range, with a significand on top. */
const LEAST_EXPONENT = -1000;
const GREATEST_EXPONENT = 900;

/** The value of a fixed-point word as a C++ number that is exactly it; undefined where no double is. */
export function numberLiteral(word: bigint, format: FixedFormat): string | undefined {
  let raw = format.signed ? BigInt.asIntN(format.width, word) : word;
  let exponent = -fracOf(format);
  if (raw === 0n) return '0';
  for (; (raw & 1n) === 0n; exponent++) raw >>= 1n;
  if (BigInt.asIntN(Number(SIGNIFICAND) + 1, raw) !== raw || exponent < LEAST_EXPONENT || exponent > GREATEST_EXPONENT)
    return undefined;
  const value = Number(raw) * 2 ** exponent;
  return Number.isInteger(value) && Math.abs(value) >= 2 ** 31 ? value.toExponential() : String(value);
}
