import { elementsOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';

/** The sum of the elements. The result type holds every such sum. */
export function exact([vector]: readonly Exact[]): Exact {
  return elementsOf(vector).reduce<Rational>((sum, x) => sum.add(numberOf(x)), Rational.ZERO);
}
