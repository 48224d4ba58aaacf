import type { AdderGraph } from './adder-graph.ts';
import { type Range, rangesOf, widthOfRange } from './ranges.ts';

/**
 * Bits of all adders: for each, one less than the bit positions from the lowest of its operands to the highest of its
 * operands and its sum; nothing where the sum merely joins two operands that do not overlap. This is a plain ripple-carry
 * measure: low bits that pass through an addition are counted too.
 */
export function bitCost(graph: AdderGraph, input: Range): number {
  const ranges = rangesOf(graph, input);
  const widths = ranges.map(widthOfRange);
  return graph.adders.reduce((bits, { a, b, shiftA, shiftB, subtract }, k) => {
    const unsigned = (value: number) => ranges[value].min >= 0n;
    const joined =
      !subtract && ((shiftB >= widths[a] + shiftA && unsigned(a)) || (shiftA >= widths[b] + shiftB && unsigned(b)));
    const top = Math.max(widths[a] + shiftA, widths[b] + shiftB, widths[graph.inputs + k]);
    return bits + (joined ? 0 : top - 1);
  }, 0);
}
