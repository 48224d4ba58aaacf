/**
 * How generated JavaScript carries a word: as an integer congruent to it modulo 2^width, of known range. The range picks
 * the cheapest type that holds it, so a word is reduced to its unsigned or signed reading only where one is asked for.
 * Numbers serve words of up to 32 bits; what is wider, and not small by its range, is a bigint. Designs without a word of more
 * than 64 bits run as WebAssembly, so that nothing between is worth a type of its own.
 */
import { type Range, within } from '../range.ts';

/** `int`: a number in the int32 range. `num`: a number in the range of 32 bits of either reading. `big`: a bigint. */
export type Kind = 'int' | 'num' | 'big';

export interface Carrier extends Range {
  /** A JavaScript primary expression: an identifier or a literal. */
  readonly code: string;
  readonly kind: Kind;
}

/** Bits of the words that numbers carry. */
export const NUMBER_BITS = 32;

export const INT32: Range = { lo: -(1n << 31n), hi: (1n << 31n) - 1n };
const NUMBER: Range = { lo: INT32.lo, hi: (1n << 32n) - 1n };

export function kindOf(range: Range): Kind {
  return within(range, INT32) ? 'int' : within(range, NUMBER) ? 'num' : 'big';
}

export function literal(value: bigint, kind: Kind): string {
  const digits = kind === 'big' ? `${value}n` : `${value}`;
  return value < 0n ? `(${digits})` : digits;
}

export function constant(value: bigint): Carrier {
  const kind = kindOf({ lo: value, hi: value });
  return { code: literal(value, kind), kind, lo: value, hi: value };
}
