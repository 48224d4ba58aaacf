import { scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';

/** The operands, the first as element 0. */
export function exact(args: readonly Exact[]): Exact {
  return args.map(scalarOf);
}
