import { z } from 'zod';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { RELATIONS, type Relation } from './relations.ts';
import { floatComparisons } from './spec.ts';

const fixedComparisons: readonly Operator[] = (Object.keys(RELATIONS) as Relation[]).map((name) => ({
  name,
  summary: `Comparison a ${RELATIONS[name]} b, one bit`,
  doc: `uint1: 1 where a ${RELATIONS[name]} b, by value: operands of different formats and signedness compare as the numbers that they are.`,
  arity: [2, 2],
  params: z.strictObject({}),
  example: `op:${name}/fixed<8,3>,ufixed<5,2>`,
  shapes: [
    `op:${name}/fixed<5,2>,fixed<5,2>`,
    `op:${name}/fixed<4,1>,ufixed<5,3>`,
    `op:${name}/ufixed<3,5>,ufixed<5,2>`,
    `op:${name}/fixed<1,1>,ufixed<1,1>`,
  ],
  type: (args) => {
    fixedOperand(name, args[0]);
    fixedOperand(name, args[1]);
    return { kind: 'fixed', signed: false, width: 1, int: 1 };
  },
  exact: exact(name),
  lower: lower(name),
  hls: hls(name),
}));

export const comparisons = fixedComparisons.map((fixed, i) =>
  overload(fixed, floatOperator(floatComparisons[i], lowerFloat(fixed.name as Relation))),
);
