import type { AdderGraph } from './adder-graph.ts';
import { assemble } from './assemble.ts';
import { improve } from './improve.ts';
import { Random } from './random.ts';
import { Sharing } from './share.ts';
import { canonicalDigits } from './signed-digits.ts';
import { TermGraph } from './term-graph.ts';

export interface AdderGraphOptions {
  /** Adders in a row beyond the fewest with which the matrix can be computed, or any number of them. */
  readonly depth: 'any' | number;
  /** How long the search improves its first graph: 0 not at all, 1 as long as pays, n that n times. */
  readonly effort: number;
}

/** Steps of the search per digit and square root of digits. */
const STEPS = 150;

/** Digits beyond which the effort grows no more. */
const MOST_DIGITS = 16000;

/** The fewest adders in a row: a tree over the canonical digits of the row that has most of them. */
export function leastDepth(matrix: readonly (readonly bigint[])[]): number {
  const digits = matrix.map((row) => row.reduce((sum, w) => sum + canonicalDigits(w).length, 0));
  return Math.ceil(Math.log2(Math.max(1, ...digits)));
}

/** An adder graph of a matrix: rows are products, columns belong to the unknowns. The same matrix gives the same graph. */
export function adderGraph(matrix: readonly (readonly bigint[])[], { depth, effort }: AdderGraphOptions): AdderGraph {
  const limit = depth === 'any' ? undefined : leastDepth(matrix) + depth;
  const graph = new TermGraph(matrix, matrix[0]?.length ?? 0, limit);
  const digits = Math.min(MOST_DIGITS, graph.cost() + graph.outputs);
  const random = new Random(1);
  const sharing = new Sharing(graph, random);
  sharing.run();
  improve(graph, sharing, random, effort * STEPS * digits ** 1.5);
  return assemble(graph);
}
