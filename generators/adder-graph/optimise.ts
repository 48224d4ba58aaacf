import type { AdderGraph } from './adder-graph.ts';
import { assemble } from './assemble.ts';
import { Expressions } from './expressions.ts';
import { Random } from './random.ts';
import type { Range } from './ranges.ts';
import { sharePairs } from './share-pairs.ts';
import { canonicalDigits } from './signed-digits.ts';

export interface AdderGraphOptions {
  /** Adders in a row beyond the fewest with which the matrix can be computed, or any number of them. */
  readonly depth: 'any' | number;
  /** The integers that the unknowns take. */
  readonly input: Range;
}

/** The fewest adders in a row: a tree over the canonical digits of the row that has most of them. */
export function leastDepth(matrix: readonly (readonly bigint[])[]): number {
  const digits = matrix.map((row) => row.reduce((sum, w) => sum + canonicalDigits(w).length, 0));
  return Math.ceil(Math.log2(Math.max(1, ...digits)));
}

/** An adder graph of a matrix: rows are products, columns belong to the unknowns. */
export function adderGraph(matrix: readonly (readonly bigint[])[], options: AdderGraphOptions): AdderGraph {
  const limit = options.depth === 'any' ? undefined : leastDepth(matrix) + options.depth;
  const expressions = new Expressions(matrix, matrix[0].length, limit);
  sharePairs(expressions, new Random(1));
  return assemble(expressions);
}
