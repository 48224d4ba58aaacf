import { numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import type { Relation } from './relations.ts';

/** Whether each relation holds, given the sign of a - b. */
const HOLDS: Readonly<Record<Relation, (sign: -1 | 0 | 1) => boolean>> = {
  eq: (sign) => sign === 0,
  ne: (sign) => sign !== 0,
  lt: (sign) => sign < 0,
  le: (sign) => sign <= 0,
  gt: (sign) => sign > 0,
  ge: (sign) => sign >= 0,
};

/** 1 where the relation holds between the numbers, otherwise 0. */
export function exact(relation: Relation): (args: readonly Exact[]) => Exact {
  return ([a, b]) => (HOLDS[relation](numberOf(a).cmp(numberOf(b))) ? Rational.ONE : Rational.ZERO);
}
