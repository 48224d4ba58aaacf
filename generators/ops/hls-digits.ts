import type { FixedFormat } from '../formats/format.ts';
import { hls as cast } from './cast/hls.ts';
import type { HlsContext } from './hls.ts';
import type { RoundingAttrs } from './params.ts';

/** Digits of a quotient or root that a loop has found, to one bit below the ulp of the result. */
export interface Digits {
  /** The variable that holds them, its width, and how many of its bits are fraction. */
  readonly word: string;
  readonly width: number;
  readonly fraction: number;
  /** Condition that something non-zero lies below them. */
  readonly rest: string;
  /** Condition that the value is negative, where it can be. */
  readonly negative?: string;
}

/** The value that the digits approach, in the result's format: the rounding of a cast that sees the half and a sticky bit. */
export function roundDigits(c: HlsContext, digits: Digits, to: FixedFormat, attrs: RoundingAttrs): string {
  const signed = digits.negative !== undefined;
  const width = digits.width + (signed ? 2 : 1);
  const exact = c.variable('exact', width, shiftedUp(c, digits.word, width, 1));
  c.statement(`if (${digits.rest}) ${exact} = ${exact} | 1;`);
  if (signed) c.statement(`if (${digits.negative}) ${exact} = -${exact};`);
  const from: FixedFormat = { kind: 'fixed', signed, width, int: width - digits.fraction - 1 };
  return cast(c, [c.fromWord(exact, from)], { args: [from], type: to, attrs });
}

/** An unsigned integer in a type of `width` bits, `n` places up. */
export function shiftedUp(c: HlsContext, word: string, width: number, n: number): string {
  const type = c.wordType(width);
  return n > 0 ? `${type}(${type}(${word}) << ${n})` : `${type}(${word})`;
}

/** Moves the top `n` of the `width` bits of a shift register into another one from below. */
export function shiftInto(c: HlsContext, to: string, toWidth: number, from: string, width: number, n: number): void {
  const type = c.wordType(toWidth);
  const top = width > n ? `${from} >> ${width - n}` : from;
  c.statement(`${to} = ${type}(${to} << ${n}) | ${type}(${top});`);
  c.statement(`${from} = ${from} << ${n};`);
}
