import type { Adder, AdderGraph, Product } from './adder-graph.ts';
import type { Expressions } from './expressions.ts';

/** What stands at a place of a tree: a value shifted up, perhaps negated. */
interface Operand {
  readonly value: number;
  readonly shift: number;
  readonly negate: boolean;
}

/** The shared sums as adders, and a tree of least depth for what is left of every product. */
export function assemble(expressions: Expressions): AdderGraph {
  const { inputs, shared, terms, low } = expressions;
  const depths = [...expressions.depths];
  const adders: Adder[] = shared.map(({ i, j, shift, differ }) => ({
    a: i,
    b: j,
    shiftA: Math.max(-shift, 0),
    shiftB: Math.max(shift, 0),
    subtract: differ === 1,
  }));
  const join = (x: Operand, y: Operand): Operand => {
    const [a, b] = x.negate && !y.negate ? [y, x] : [x, y];
    const shift = Math.min(a.shift, b.shift);
    adders.push({
      a: a.value,
      b: b.value,
      shiftA: a.shift - shift,
      shiftB: b.shift - shift,
      subtract: a.negate !== b.negate,
    });
    depths.push(1 + Math.max(depths[a.value], depths[b.value]));
    return { value: depths.length - 1, shift, negate: a.negate };
  };
  const mask = (1 << low) - 1;
  const products = terms.map((list): Product | undefined => {
    const operands = list.map((t): Operand => ({ value: t >> low, shift: (t & mask) >> 1, negate: (t & 1) === 1 }));
    while (operands.length > 1) {
      operands.sort((x, y) => depths[x.value] - depths[y.value] || x.shift - y.shift);
      const [x, y] = operands.splice(0, 2);
      operands.push(join(x, y));
    }
    return operands[0];
  });
  return { inputs, adders, products };
}
