import { compare } from '../../exact/float/values.ts';
import { scalarOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import type { Relation } from './relations.ts';

/** The relations between numbers, given the sign of a - b. */
const HOLDS: Readonly<Record<Relation, (order: -1 | 0 | 1) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

/** IEEE 754, section 5.11, quiet: NaN is unordered with everything, so of the relations only `ne` holds; -0 equals +0. */
export function floatExact(relation: Relation): (args: readonly Exact[]) => Exact {
  return (args) => {
    const [a, b] = args.map((x) => scalarOf(x));
    const holds = a === 'nan' || b === 'nan' ? relation === 'ne' : HOLDS[relation](compare(a, b));
    return holds ? Rational.ONE : Rational.ZERO;
  };
}
