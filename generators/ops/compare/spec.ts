import { z } from 'zod';
import { uint } from '../../formats/build.ts';
import { floatOperands } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';
import { RELATIONS, type Relation } from './relations.ts';

export const floatComparisons: readonly Spec[] = (Object.keys(RELATIONS) as Relation[]).map((name) => ({
  name,
  summary: `Comparison a ${RELATIONS[name]} b of floats, one bit`,
  doc: `uint1: 1 where a ${RELATIONS[name]} b, by value, for floats of any two formats. -0 equals +0. A NaN is unordered with everything, itself too: of the relations only ne then holds. Source: the quiet predicates of IEEE 754-2019, 5.11.`,
  arity: [2, 2],
  params: z.strictObject({}),
  example: `op:${name}/E4M3,E5M2`,
  shapes: [
    `op:${name}/E2M1,E2M1`,
    `op:${name}/float<3,2>,float<3,2>`,
    `op:${name}/E4M3,E3M2`,
    `op:${name}/float<3,2,nan=fnuz,inf=no,subnormals=no>,float<2,3>`,
    `op:${name}/E8M0,E2M1`,
    `op:${name}/float<3,0,nan=fn>,float<3,0,nan=fn>`,
  ],
  type: (args) => {
    floatOperands(name, args);
    return uint(1);
  },
  exact: floatExact(name),
}));
