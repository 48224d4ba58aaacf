import type { Adder, AdderGraph, Product } from './adder-graph.ts';
import { TERMS, type TermGraph } from './term-graph.ts';

/** A value shifted up, perhaps negated, as it stands in a sum. */
type Operand = Product;

/** The network as two-operand additions: a tree for every node, within its depth, in the order that keeps adders narrow. */
export function assemble(graph: TermGraph): AdderGraph {
  const { inputs, outputs, lists, low, mask, firstSum, limit } = graph;
  const values = new Values(inputs);
  const done = new Map<number, Operand | undefined>();
  for (let i = 0; i < inputs; i++) done.set(i, { value: i, shift: 0, negate: false });

  const operandOf = (node: number): Operand | undefined => {
    if (done.has(node)) return done.get(node);
    const operands = lists[TERMS][node].map((term): Operand => {
      const { value, shift, negate } = operandOf(term >> low) as Operand;
      return { value, shift: shift + ((term & mask) >> 1), negate: negate !== ((term & 1) === 1) };
    });
    const depth = limit === undefined ? Number.POSITIVE_INFINITY : node < firstSum ? limit : graph.depths[node];
    const result = values.sum(operands, depth);
    done.set(node, result);
    return result;
  };
  const products = Array.from({ length: outputs }, (_, j) => operandOf(inputs + j));
  return { inputs, adders: values.adders, products };
}

class Values {
  readonly adders: Adder[] = [];
  readonly #depths: number[];
  /** A bound of the magnitude of each value, in units of the unknowns' own. */
  readonly #sizes: number[];
  readonly #known = new Map<string, number>();

  constructor(inputs: number) {
    this.#depths = Array(inputs).fill(0);
    this.#sizes = Array(inputs).fill(1);
  }

  sum(operands: readonly Operand[], depth: number): Operand | undefined {
    const left = [...operands].sort((x, y) => this.#magnitude(x) - this.#magnitude(y));
    while (left.length > 1) {
      const at = this.#narrowest(left, depth);
      const [x] = left.splice(at.second, 1);
      const [y] = left.splice(at.first, 1);
      const sum = this.#join(x, y);
      const place = left.findIndex((z) => this.#magnitude(z) > this.#magnitude(sum));
      left.splice(place < 0 ? left.length : place, 0, sum);
    }
    return left[0];
  }

  /** The pair of neighbours in size with the narrowest adder, among those that leave a tree within the depth. */
  #narrowest(operands: readonly Operand[], depth: number): { first: number; second: number } {
    const weights = operands.map((x) => 2 ** this.#depths[x.value]);
    const room = 2 ** depth - weights.reduce((a, b) => a + b, 0);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k + 1 < operands.length; k++) {
      const [x, y] = [operands[k], operands[k + 1]];
      const deeper = 2 * Math.max(weights[k], weights[k + 1]) - weights[k] - weights[k + 1];
      const bits = Math.log2(this.#magnitude(x) + this.#magnitude(y)) - Math.min(x.shift, y.shift);
      if ((room === Number.POSITIVE_INFINITY || deeper <= room) && bits < least) [best, least] = [k, bits];
    }
    if (best >= 0) return { first: best, second: best + 1 };
    // The two of least depth always leave one.
    const byDepth = [...operands.keys()].sort((p, q) => weights[p] - weights[q]).slice(0, 2);
    return { first: Math.min(...byDepth), second: Math.max(...byDepth) };
  }

  /** The sum of two; the same addition is made once. */
  #join(x: Operand, y: Operand): Operand {
    const [a, b] = (x.negate && !y.negate) || (x.negate === y.negate && x.value > y.value) ? [y, x] : [x, y];
    const shift = Math.min(a.shift, b.shift);
    const [shiftA, shiftB] = [a.shift - shift, b.shift - shift];
    const subtract = a.negate !== b.negate;
    const key = [a.value, shiftA, b.value, shiftB, subtract].join(' ');
    let value = this.#known.get(key);
    if (value === undefined) {
      value = this.#depths.length;
      this.#known.set(key, value);
      this.adders.push({ a: a.value, b: b.value, shiftA, shiftB, subtract });
      this.#depths.push(1 + Math.max(this.#depths[a.value], this.#depths[b.value]));
      this.#sizes.push(this.#sizes[a.value] * 2 ** shiftA + this.#sizes[b.value] * 2 ** shiftB);
    }
    return { value, shift, negate: a.negate };
  }

  #magnitude(x: Operand): number {
    return this.#sizes[x.value] * 2 ** x.shift;
  }
}
