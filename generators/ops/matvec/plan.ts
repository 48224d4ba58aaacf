import type { AdderGraph } from '../../adder-graph/adder-graph.ts';
import { adderGraph } from '../../adder-graph/optimise.ts';
import { type Range, rangesOf, widthOfRange } from '../../adder-graph/ranges.ts';
import { isPlannable } from '../../adder-graph/term-graph.ts';
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
  return planOfMatrix(weightsOf(attrs, length), rawRange(element as FixedFormat), attrs);
}

/** The plan of a matrix of integers whose unknowns run through `input`. */
export function planOfMatrix(
  matrix: readonly (readonly bigint[])[],
  input: Range,
  { depth, effort }: Pick<MatvecAttrs, 'depth' | 'effort'>,
): Plan {
  const key = [input.min, input.max, depth, effort, ...matrix.map((row) => row.join(' '))].join(';');
  let plan = plans.get(key);
  if (!plan) {
    const graph = adderGraph(matrix, { depth, effort });
    plan = { graph, ranges: rangesOf(graph, input) };
    const [oldest] = plans.keys();
    if (plans.size === MOST_PLANS) plans.delete(oldest);
    plans.set(key, plan);
  }
  return plan;
}

/**
 * What `auto` stands for: shared additions, or multiplier blocks where a block saves more than LUTS_PER_BLOCK bits of adders, which
 * are a LUT each, and where the matrix is too large for an adder graph.
 */
export function chosenProducts(use: Use<MatvecAttrs>): 'adders' | 'lut' | 'dsp' {
  const { products } = use.attrs;
  if (products !== 'auto') return products;
  const { length, element } = use.args[0] as VectorType;
  const rows = weightsOf(use.attrs, length);
  if (!isPlannable(rows)) return 'dsp';
  const { graph, ranges } = planOf(use);
  const shared = ranges.slice(graph.inputs).reduce((bits, range) => bits + widthOfRange(range), 0);
  const blocks = rows.flat().reduce((count, w) => count + blocksOf((element as FixedFormat).width, w), 0);
  // Blocks add as well, so what is behind them is not counted.
  return blocks > 0 && shared > LUTS_PER_BLOCK * blocks ? 'dsp' : 'adders';
}

/**
 * LUTs for each block of a device that is rich in blocks, 162,720 to 1,368 of the XCKU3P (AMD DS890, UltraScale Architecture
 * Overview): below, additions take the smaller part of the device.
 */
const LUTS_PER_BLOCK = 119;

/** Blocks of 25 x 18 signed bits that the product of a word with a weight fills; none where it is a shift. */
function blocksOf(width: number, weight: bigint): number {
  const magnitude = weight < 0n ? -weight : weight;
  if ((magnitude & (magnitude - 1n)) === 0n) return 0;
  const [wide, narrow] = [width, magnitude.toString(2).length + 1].toSorted((a, b) => b - a);
  return Math.ceil(wide / 24) * Math.ceil(narrow / 17);
}

/** The weights as integers, by rows: the values are these times 2^-F of their format. */
export function weightsOf({ weights, format }: MatvecAttrs, inputs: number): bigint[][] {
  const { signed, width } = parseFormat(format) as FixedFormat;
  return rowsOf(
    weights.map((word) => (signed ? BigInt.asIntN(width, word) : word)),
    inputs,
  );
}
