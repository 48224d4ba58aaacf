/**
 * Adder graphs: products of a constant integer matrix with a vector of unknowns, as shifts and shared two-operand
 * additions. Integers in, integers out; formats, words and hardware are the business of those who use them.
 */

/** `(a << shiftA) + (b << shiftB)`, or minus where `subtract`; one of the shifts is 0. `a` and `b` name earlier values. */
export interface Adder {
  readonly a: number;
  readonly b: number;
  readonly shiftA: number;
  readonly shiftB: number;
  readonly subtract: boolean;
}

/** A product: a value shifted up, perhaps negated; nothing where the whole row of coefficients is zero. */
export interface Product {
  readonly value: number;
  readonly shift: number;
  readonly negate: boolean;
}

/** Value i below `inputs` is the i-th unknown, value `inputs + k` is the sum of `adders[k]`. */
export interface AdderGraph {
  readonly inputs: number;
  readonly adders: readonly Adder[];
  readonly products: readonly (Product | undefined)[];
}

/** The coefficients of every unknown in every value. */
export function coefficientsOf(graph: AdderGraph): bigint[][] {
  const values: bigint[][] = Array.from({ length: graph.inputs }, (_, i) =>
    Array.from({ length: graph.inputs }, (_, k) => (i === k ? 1n : 0n)),
  );
  for (const { a, b, shiftA, shiftB, subtract } of graph.adders)
    values.push(
      values[a].map((x, i) => {
        const y = values[b][i] << BigInt(shiftB);
        return (x << BigInt(shiftA)) + (subtract ? -y : y);
      }),
    );
  return values;
}

/** The coefficients of every unknown in every product: what the graph computes, told from the graph alone. */
export function matrixOf(graph: AdderGraph): bigint[][] {
  const values = coefficientsOf(graph);
  return graph.products.map((p) => {
    if (!p) return Array<bigint>(graph.inputs).fill(0n);
    const scale = (p.negate ? -1n : 1n) << BigInt(p.shift);
    return values[p.value].map((x) => x * scale);
  });
}

/** Adders on the longest way from an unknown to each value. */
export function depthsOf(graph: AdderGraph): number[] {
  const depths: number[] = Array(graph.inputs).fill(0);
  for (const { a, b } of graph.adders) depths.push(1 + Math.max(depths[a], depths[b]));
  return depths;
}

/** Adders on the longest way from an unknown to a product. */
export function depthOf(graph: AdderGraph): number {
  const depths = depthsOf(graph);
  return graph.products.reduce((most, p) => Math.max(most, p ? depths[p.value] : 0), 0);
}
