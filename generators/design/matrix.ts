import { fail } from '../diagnostics/diagnostic.ts';
import { tryEncode } from '../exact/encode.ts';
import { Rational } from '../exact/rational.ts';
import type { FixedFormat } from '../formats/format.ts';
import { formatName } from '../formats/name.ts';
import { captureWhere } from './where.ts';

/** A constant matrix, by rows: numbers that the weights' format holds exactly, or its stored words as bigint. */
export type Matrix = readonly (readonly (number | bigint)[])[];

/** How the products of a constant matrix are made; see `bitwright ops matvec`. */
export interface MatvecOptions {
  /** Default `adders`. */
  readonly products?: 'adders' | 'lut' | 'dsp' | 'auto';
  /** Adders in a row beyond the fewest possible, or any number of them; default 2. */
  readonly depth?: 'any' | number;
  /** How long the search for fewer adders goes on; 0 is not at all, 2 twice as long; default 1. */
  readonly effort?: number;
}

/** The words of a matrix, row by row. Every row has `columns` weights. */
export function matrixWords(matrix: Matrix, columns: number, format: FixedFormat): bigint[] {
  const where = captureWhere();
  return matrix.flatMap((row, j) => {
    if (row.length !== columns)
      fail('BW2052', `row ${j} of the matrix has ${row.length} weights for a vector of ${columns}`, { where });
    return row.map((weight, i) => {
      if (typeof weight === 'bigint') return weight;
      const word = Number.isFinite(weight) ? tryEncode(Rational.fromNumber(weight), format) : undefined;
      if (word === undefined)
        fail('BW2051', `weight ${weight} (row ${j}, column ${i}) is no value of ${formatName(format)}`, {
          where,
          help: 'round the weights to their format first',
        });
      return word;
    });
  });
}
