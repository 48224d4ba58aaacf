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

/** The hardware and the C++ of one node ask for the same plan, whose making can take seconds. */
const plans = new WeakMap<MatvecAttrs, Map<string, Plan>>();

export function planOf(use: Use<MatvecAttrs>): Plan {
  const x = use.args[0] as VectorType;
  const input = rawRange(x.element as FixedFormat);
  const known = plans.get(use.attrs) ?? new Map<string, Plan>();
  plans.set(use.attrs, known);
  const key = `${x.length} ${input.min} ${input.max}`;
  const plan = known.get(key) ?? makePlan(use.attrs, x.length, input);
  known.set(key, plan);
  return plan;
}

function makePlan(attrs: MatvecAttrs, inputs: number, input: Range): Plan {
  const graph = adderGraph(weightsOf(attrs, inputs), { depth: attrs.depth, effort: attrs.effort });
  return { graph, ranges: rangesOf(graph, input) };
}

/** The weights as integers, by rows: the values are these times 2^-F of their format. */
export function weightsOf({ weights, format }: MatvecAttrs, inputs: number): bigint[][] {
  const { signed, width } = parseFormat(format) as FixedFormat;
  return rowsOf(
    weights.map((word) => (signed ? BigInt.asIntN(width, word) : word)),
    inputs,
  );
}
