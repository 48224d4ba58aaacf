import { numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** The second operand where the condition is 1, the third where it is 0. */
export function exact([condition, a, b]: readonly Exact[]): Exact {
  return numberOf(condition).sign() !== 0 ? a : b;
}
