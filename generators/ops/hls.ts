import type { Format, Type } from '../formats/format.ts';
import type { Use } from './operator.ts';

/**
 * What an operator may ask of the HLS back end while it writes its C++. Dialects (ap_fixed, ac_fixed, sc_fixed) differ
 * only behind this interface. Every operand is a C++ primary expression (an identifier, an array element or a
 * parenthesised expression) of the C++ type of its format; vectors are identifiers of arrays.
 */
export interface HlsContext {
  /** C++ type of a scalar of this format, for example `ap_fixed<8, 3>`. Floats travel as unsigned words. */
  type(format: Format): string;
  /** A fresh local variable of this type (array for vectors), declared without a value; its name. */
  declare(type: Type, hint: string): string;
  /** Appends one statement or control-flow line to the function body; braces indent what stands between them. */
  statement(line: string): void;
  /** The stored word of a scalar as an unsigned integer of its width. */
  word(expression: string, format: Format): string;
  /** The scalar of this format that an unsigned integer of its width stores. */
  fromWord(expression: string, format: Format): string;
  /** A constant of this format, from its word. */
  constant(word: bigint, format: Format): string;
  /** A static constant array of scalars (a look-up table), from its words; its name. */
  table(words: readonly bigint[], format: Format, hint: string): string;
  /** The C++ loop pragma that unrolls the loop that follows, or nothing in dialects that have none. */
  unroll(): void;
  /**
   * The result by integer arithmetic: a call of a function that the back end prints from this use's own netlist. For
   * operators, modes and formats where the libraries' results differ from each other or from ours.
   */
  viaNetlist(op: string, args: readonly string[], use: Use): string;
}
