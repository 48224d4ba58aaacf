/**
 * Number formats as data. A format says how a word of bits is read as a value; nothing here computes.
 */

/**
 * `fixed<W,I>` (two's complement) or `ufixed<W,I>`, as `ap_fixed`: W total bits, I integer bits including the sign,
 * F = W - I fraction bits. I may be negative or larger than W. value = raw * 2^-F.
 */
export interface FixedFormat {
  readonly kind: 'fixed';
  readonly signed: boolean;
  /** W, 1 to 4096. */
  readonly width: number;
  /** I, any integer. */
  readonly int: number;
}

/**
 * Which codes are NaN. `ieee`: top exponent, non-zero mantissa. `fn`: all exponent and mantissa bits set, one per sign
 * (OCP E4M3). `fnuz`: only the code of the negative zero, which the format then lacks. `none`: no NaN.
 */
export type NanStyle = 'ieee' | 'fn' | 'fnuz' | 'none';

/** `float<E,M>`: sign, E exponent bits, M mantissa bits. */
export interface FloatFormat {
  readonly kind: 'float';
  /** Sign bit present. Only scale formats such as E8M0 lack it. */
  readonly signed: boolean;
  /** E. */
  readonly exp: number;
  /** M. */
  readonly man: number;
  readonly bias: number;
  /** Infinities: with `ieee` the zero mantissa of the top exponent; otherwise the largest code that is not NaN. */
  readonly inf: boolean;
  readonly nan: NanStyle;
  /** With `false`, codes with a zero exponent field read as zero of their sign. */
  readonly subnormals: boolean;
  /** Without zero (E8M0), exponent field 0 is an ordinary binade. */
  readonly zero: boolean;
}

export type Format = FixedFormat | FloatFormat;

/** A fixed number of values of one format; element 0 stands in the least significant bits of the packed word. */
export interface VectorType {
  readonly kind: 'vector';
  readonly length: number;
  readonly element: Format;
}

export type Type = Format | VectorType;

export const MAX_WIDTH = 4096;

/** F: fraction bits, negative where the ulp is above one. */
export function fracOf(f: FixedFormat): number {
  return f.width - f.int;
}

/** Bits of the stored word. */
export function widthOf(type: Type): number {
  switch (type.kind) {
    case 'fixed':
      return type.width;
    case 'float':
      return (type.signed ? 1 : 0) + type.exp + type.man;
    case 'vector':
      return type.length * widthOf(type.element);
  }
}

/** Structural equality: two spellings of one format are the same format. */
export function sameType(a: Type, b: Type): boolean {
  if (a.kind === 'vector' || b.kind === 'vector')
    return a.kind === 'vector' && b.kind === 'vector' && a.length === b.length && sameType(a.element, b.element);
  if (a.kind === 'fixed' || b.kind === 'fixed')
    return a.kind === 'fixed' && b.kind === 'fixed' && a.signed === b.signed && a.width === b.width && a.int === b.int;
  return (
    a.signed === b.signed &&
    a.exp === b.exp &&
    a.man === b.man &&
    a.bias === b.bias &&
    a.inf === b.inf &&
    a.nan === b.nan &&
    a.subnormals === b.subnormals &&
    a.zero === b.zero
  );
}
