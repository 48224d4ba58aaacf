import { z } from 'zod';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatAbs } from './spec.ts';

const fixedAbs: Operator = {
  name: 'abs',
  summary: 'Exact magnitude',
  doc: '|a| as ufixed<W,I>. W bits hold every magnitude of fixed<W,I>, the one of the most negative value included.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:abs/fixed<8,3>',
  shapes: ['op:abs/fixed<8,3>', 'op:abs/ufixed<7,2>', 'op:abs/fixed<1,1>', 'op:abs/fixed<2,4>'],
  type: (args) => ({ ...fixedOperand('abs', args[0]), signed: false }),
  exact,
  lower,
  hls,
};

export const abs = overload(fixedAbs, floatOperator(floatAbs, lowerFloat));
