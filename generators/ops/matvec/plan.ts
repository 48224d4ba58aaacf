import type { AdderGraph } from '../../adder-graph/adder-graph.ts';
import { adderGraph } from '../../adder-graph/optimise.ts';
import { type Range, rangesOf } from '../../adder-graph/ranges.ts';
import type { FixedFormat, VectorType } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import { rawRange } from '../../formats/range.ts';
import type { Use } from '../operator.ts';
import type { MatvecAttrs } from './index.ts';
import { rowsOf } from './rows.ts';

/** The adder graph of a use, and the integers that every value of it takes. */
export interface Plan {
  readonly graph: AdderGraph;
  readonly ranges: readonly Range[];
}

/**
 * The latest plans by all that they depend on: the hardware and the C++ of a node ask for the same one, as do all positions of a
 * convolution, and making one can take seconds.
 */
const plans = new Map<string, Plan>();
const MOST_PLANS = 64;

export function planOf({ args, attrs }: Use<MatvecAttrs>): Plan {
  const { length, element } = args[0] as VectorType;
  const input = rawRange(element as FixedFormat);
  const { depth, effort, format, weights } = attrs;
  const key = [length, input.min, input.max, depth, effort, format, weights].join(' ');
  let plan = plans.get(key);
  if (!plan) {
    const graph = adderGraph(weightsOf(attrs, length), { depth, effort });
    plan = { graph, ranges: rangesOf(graph, input) };
    const [oldest] = plans.keys();
    if (plans.size === MOST_PLANS) plans.delete(oldest);
    plans.set(key, plan);
  }
  return plan;
}

/** The weights as integers, by rows: the values are these times 2^-F of their format. */
export function weightsOf({ weights, format }: MatvecAttrs, inputs: number): bigint[][] {
  const { signed, width } = parseFormat(format) as FixedFormat;
  return rowsOf(
    weights.map((word) => (signed ? BigInt.asIntN(width, word) : word)),
    inputs,
  );
}
