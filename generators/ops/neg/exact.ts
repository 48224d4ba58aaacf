import { numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** -a. The result type holds the opposite of every value. */
export function exact([a]: readonly Exact[]): Exact {
  return numberOf(a).neg();
}
