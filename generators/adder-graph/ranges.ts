import type { AdderGraph } from './adder-graph.ts';
import { coefficientsOf } from './adder-graph.ts';

/** The least and the greatest integer that a value takes. */
export interface Range {
  readonly min: bigint;
  readonly max: bigint;
}

/**
 * The exact range of every value where each unknown runs through `input` independently: each bound is reached by the input
 * that has every unknown at one of its ends. Zero must lie in `input`.
 */
export function rangesOf(graph: AdderGraph, input: Range): Range[] {
  return coefficientsOf(graph).map((row) => {
    let [positive, negative] = [0n, 0n];
    for (const c of row)
      if (c > 0n) positive += c;
      else negative -= c;
    return { min: positive * input.min - negative * input.max, max: positive * input.max - negative * input.min };
  });
}

/** Bits of the narrowest word that holds a range: two's complement where it has negative numbers. */
export function widthOfRange({ min, max }: Range): number {
  const bits = (n: bigint) => (n > 0n ? n.toString(2).length : 0);
  return min < 0n ? 1 + Math.max(bits(max), bits(-min - 1n)) : Math.max(1, bits(max));
}
