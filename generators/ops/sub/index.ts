import { z } from 'zod';
import { fixedResultType } from '../../formats/fixed-type.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatSub } from './spec.ts';

const fixedSub: Operator = {
  name: 'sub',
  summary: 'Exact difference',
  doc: 'a - b in the type that ap_fixed gives, which is signed: every difference is representable. Source: AMD UG1399, arbitrary precision fixed-point types.',
  arity: [2, 2],
  params: z.strictObject({}),
  example: 'op:sub/fixed<8,3>,ufixed<5,2>',
  shapes: [
    'op:sub/fixed<4,2>,fixed<5,1>',
    'op:sub/ufixed<4,4>,fixed<4,-1>',
    'op:sub/ufixed<3,5>,ufixed<4,2>',
    'op:sub/fixed<1,1>,fixed<1,1>',
    'op:sub/fixed<8,3>,ufixed<8,3>',
  ],
  type: (args) => fixedResultType('sub', fixedOperand('sub', args[0]), fixedOperand('sub', args[1])),
  exact,
  lower,
  hls,
};

export const sub = overload(fixedSub, floatOperator(floatSub, lowerFloat));
