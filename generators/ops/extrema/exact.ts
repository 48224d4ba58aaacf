import { numberOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import type { Extremum } from './index.ts';

/** The smaller or the larger of the two numbers. */
export function exact(name: Extremum): (args: readonly Exact[]) => Exact {
  return (args) => {
    const [a, b] = [numberOf(args[0]), numberOf(args[1])];
    return a.lt(b) === (name === 'min') ? a : b;
  };
}
