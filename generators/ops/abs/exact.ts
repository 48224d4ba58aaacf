import { numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** |a|. The result type holds every magnitude. */
export function exact([a]: readonly Exact[]): Exact {
  return numberOf(a).abs();
}
