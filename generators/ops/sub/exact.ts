import { numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** a - b. The result type holds every difference. */
export function exact([a, b]: readonly Exact[]): Exact {
  return numberOf(a).sub(numberOf(b));
}
