import { type Range, widthOfRange } from '../../adder-graph/ranges.ts';
import { fixedFormat } from '../../formats/build.ts';
import { type FixedFormat, fracOf, type VectorType } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import type { HlsContext } from '../hls.ts';
import type { Use } from '../operator.ts';
import type { MatvecAttrs } from './index.ts';
import { chosenProducts, planOf } from './plan.ts';

/** Shifts are written as products with a power of two, which C++ compilers read as 32-bit integers. */
const MOST_SHIFT = 30;

/** The adder graph, a line a sum; or a loop of multiply-accumulate steps for each row. */
export function hls(c: HlsContext, [x]: readonly string[], use: Use<MatvecAttrs>): string {
  const { width } = (use.type as VectorType).element as FixedFormat;
  if (2 * width + MOST_SHIFT >= c.exactWidth) return c.viaNetlist('matvec', [x], use);
  return chosenProducts(use) === 'adders' ? sums(c, x, use) : loops(c, x, use);
}

/** The accumulator wraps on the way and is right in the end, as no result leaves its range. */
function loops(c: HlsContext, x: string, use: Use<MatvecAttrs>): string {
  const { length: columns } = use.args[0] as VectorType;
  const { length: rows } = use.type as VectorType;
  const y = c.result(use.type);
  c.loop('rows', rows, (j) => {
    c.statement(`${y}[${j}] = 0;`);
    c.loop('columns', columns, (i) => {
      const weight = c.lookup(use.attrs.weights, parseFormat(use.attrs.format), `${j} * ${columns} + ${i}`);
      c.statement(`${y}[${j}] += ${x}[${i}] * ${weight};`);
    });
  });
  return y;
}

function sums(c: HlsContext, x: string, use: Use<MatvecAttrs>): string {
  const { graph, ranges } = planOf(use);
  const widest = Math.max(
    0,
    ...graph.adders.map((a) => Math.max(a.shiftA, a.shiftB)),
    ...graph.products.map((p) => p?.shift ?? 0),
  );
  if (widest > MOST_SHIFT) return c.viaNetlist('matvec', [x], use);
  const element = (use.args[0] as VectorType).element as FixedFormat;
  const result = (use.type as VectorType).element as FixedFormat;
  const frac = fracOf(result);
  const formatOf = (range: Range) => {
    const width = widthOfRange(range);
    return fixedFormat(range.min < 0n, width, width - frac);
  };
  // The weights' binary point moves into the elements once; from there on they are integers.
  const values = Array.from({ length: graph.inputs }, (_, i) => {
    if (fracOf(element) === frac) return `${x}[${i}]`;
    const scaled = { ...element, int: element.width - frac };
    return c.scalar(`x${i}`, scaled, c.fromWord(c.word(`${x}[${i}]`, element), scaled));
  });
  const times = (value: number, shift: number) => (shift > 0 ? `${values[value]} * ${2 ** shift}` : values[value]);
  for (const [k, { a, b, shiftA, shiftB, subtract }] of graph.adders.entries()) {
    const sum = `${times(a, shiftA)} ${subtract ? '-' : '+'} ${times(b, shiftB)}`;
    values.push(c.scalar(`sum${k}`, formatOf(ranges[values.length]), sum));
  }
  const y = c.result(use.type);
  for (const [j, product] of graph.products.entries()) {
    const value = product ? times(product.value, product.shift) : '0';
    c.statement(`${y}[${j}] = ${product?.negate ? `-(${value})` : value};`);
  }
  return y;
}
