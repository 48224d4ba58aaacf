import { z } from 'zod';
import { uint } from '../../formats/build.ts';
import { widthOf } from '../../formats/format.ts';
import { scalarOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const concat: Operator = {
  name: 'concat',
  summary: 'Stored words side by side, the first one on top',
  doc: 'The stored words of scalars of any format joined into one uintN, the first operand in the most significant bits; N is the sum of their widths.',
  arity: [1, 4096],
  params: z.strictObject({}),
  example: 'op:concat/uint3,fixed<5,2>',
  shapes: ['op:concat/uint3,fixed<5,2>', 'op:concat/E2M1,uint1,fixed<3,1>', 'op:concat/fixed<4,2>'],
  type: (args) => uint(args.reduce((sum, t) => sum + widthOf(scalarOperand('concat', t)), 0)),
  exact,
  lower,
  hls,
};
