import { z } from 'zod';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

/** The six relations and their signs in text. */
export const RELATIONS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;
export type Relation = keyof typeof RELATIONS;

export const comparisons: readonly Operator[] = (Object.keys(RELATIONS) as Relation[]).map((name) => ({
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
