import type { FixedFormat, Format, Type } from '../formats/format.ts';
import type { Use } from './operator.ts';

/**
 * What an operator may ask of the HLS back end while it writes its C++. Dialects (ap_fixed, ac_fixed, sc_fixed) differ
 * only behind this interface. Every operand is a C++ primary expression (an identifier, an array element or a
 * parenthesised expression) of the C++ type of its format; vectors are expressions of arrays. The answer of an operator
 * is an expression that can be assigned to a variable of the result's type; for a vector, one that names an array.
 */
export interface HlsContext {
  /** C++ type of a scalar of this format, for example `ap_fixed<8, 3>`. Floats travel as unsigned words. */
  type(format: Format): string;
  /** Declares the variable (array for vectors) that holds the operator's result, perhaps with a value; its name. */
  result(type: Type, value?: string): string;
  /** Declares an unsigned integer of this many bits with a value; its name, which derives from the result's. */
  variable(wanted: string, width: number, value: string): string;
  /** Declares a constant scalar of this format with a value; its name, which derives from the result's. */
  scalar(wanted: string, format: Format, value: string): string;
  /** Appends one statement to the function body. */
  statement(line: string): void;
  /** A labelled loop of `count` rounds, unrolled in hardware; `body` writes one round and gets the name of the index. */
  loop(label: string, count: number, body: (index: string) => void): void;
  /** The widest type in which the library computes `+ - *`, comparisons and conversions exactly. */
  readonly exactWidth: number;
  /** The value in another fixed-point format, by the conversion of the library: an expression. */
  convert(expression: string, to: FixedFormat, round: string, overflow: string): string;
  /** C++ type of an unsigned integer of this many bits, for words. */
  wordType(width: number): string;
  /** The stored word of a scalar as an unsigned integer of its width. */
  word(expression: string, format: Format): string;
  /** The scalar of this format that an unsigned integer of its width stores. */
  fromWord(expression: string, format: Format): string;
  /** Bits hi..lo of the stored word of a scalar, as an unsigned integer. */
  slice(expression: string, format: Format, hi: number, lo: number): string;
  /** One bit of the stored word of a scalar, or of an unsigned integer, as a condition. */
  bit(expression: string, position: number): string;
  /** Bits hi..lo of an unsigned integer of `width` bits that is a primary expression, as an unsigned integer. */
  bits(word: string, width: number, hi: number, lo: number): string;
  /** A constant of this format, from its word. */
  constant(word: bigint, format: Format): string;
  /** An element of a static constant table that is made from these words; `index` is an integer expression of C++. */
  lookup(words: readonly bigint[], format: Format, index: string): string;
  /**
   * The result by integer arithmetic: a call of a function that the back end prints from this use's own netlist. For
   * operators, modes and formats where the libraries' results differ from each other or from ours.
   */
  viaNetlist(op: string, args: readonly string[], use: Use): string;
}
