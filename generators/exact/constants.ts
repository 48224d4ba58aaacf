import type { FixedFormat } from '../formats/format.ts';
import { fixedValue } from './decode.ts';
import type { Field } from './field.ts';

/** Nested lists of stored integers, with one format for all or one for each entry of the outermost list. */
export interface Constants {
  readonly format: readonly FixedFormat[];
  readonly raw: readonly unknown[];
}

/** The format of the entries of row `row`, the outermost index. */
export function rowFormat({ format }: Constants, row: number): FixedFormat {
  return format.length === 1 ? format[0] : format[row];
}

/** The stored integers of a row, row-major. */
export function rowRaws({ raw }: Constants, row: number): number[] {
  return [raw[row]].flat(Number.POSITIVE_INFINITY) as number[];
}

/** The values of a row, row-major. */
export function rowValues<T>(f: Field<T>, constants: Constants, row: number): T[] {
  const format = rowFormat(constants, row);
  return rowRaws(constants, row).map((raw) => f.of(fixedValue(BigInt(raw), format)));
}
