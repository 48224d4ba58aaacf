import { roundFloat } from '../../exact/float/round.ts';
import { negated } from '../../exact/float/values.ts';
import { floatFormatOf, scalarOf } from '../../exact/operands.ts';
import type { Exact } from '../../exact/value.ts';
import type { Use } from '../operator.ts';

/** a with the other sign. Only a zero of a format without -0 has no opposite, and stays. */
export function floatExact([a]: readonly Exact[], use: Use): Exact {
  return roundFloat(negated(scalarOf(a)), floatFormatOf(use.type), { rounding: 'RNE', overflow: 'IEEE' }).value;
}
