import { elementsOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';

/** The sum of a[i] * b[i]. The result type holds every such sum. */
export function exact([a, b]: readonly Exact[]): Exact {
  const [xs, ys] = [elementsOf(a), elementsOf(b)];
  return xs.reduce<Rational>((sum, x, i) => sum.add(numberOf(x).mul(numberOf(ys[i]))), Rational.ZERO);
}
