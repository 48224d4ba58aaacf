import { z } from 'zod';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const abs: Operator = {
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
