import { z } from 'zod';
import { fixedResultType } from '../../formats/fixed-type.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export type Gate = 'and' | 'or' | 'xor';

const gates: readonly Operator[] = (['and', 'or', 'xor'] as Gate[]).map((name) => ({
  name,
  summary: `Bitwise ${name}, binary points aligned`,
  doc: `Bitwise ${name} of the operands in the type that ap_fixed gives, the smallest that holds both: binary points are aligned, signed operands sign-extended.`,
  arity: [2, 2],
  params: z.strictObject({}),
  example: `op:${name}/uint8,uint8`,
  shapes: [`op:${name}/uint5,uint5`, `op:${name}/fixed<4,1>,ufixed<5,3>`, `op:${name}/fixed<3,5>,fixed<5,2>`],
  type: (args) => fixedResultType(name, fixedOperand(name, args[0]), fixedOperand(name, args[1])),
  exact: exact(name),
  lower: lower(name),
  hls: hls(name),
}));

const not: Operator = {
  name: 'not',
  summary: 'Bitwise complement',
  doc: 'Every bit of the stored word inverted, in the type of the operand.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:not/uint8',
  shapes: ['op:not/uint5', 'op:not/fixed<6,2>', 'op:not/ufixed<1,1>'],
  type: (args) => fixedOperand('not', args[0]),
  exact: exact('not'),
  lower: lower('not'),
  hls: hls('not'),
};

export const logic: readonly Operator[] = [...gates, not];
