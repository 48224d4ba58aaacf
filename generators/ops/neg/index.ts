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
import { floatNeg } from './spec.ts';

const fixedNeg: Operator = {
  name: 'neg',
  summary: 'Exact negation',
  doc: '-a in the type that ap_fixed gives: signed, one bit wider, so that the most negative value has its opposite.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:neg/fixed<8,3>',
  shapes: ['op:neg/fixed<8,3>', 'op:neg/ufixed<7,9>', 'op:neg/fixed<1,0>', 'op:neg/ufixed<1,1>'],
  type: (args) => fixedResultType('neg', fixedOperand('neg', args[0])),
  exact,
  lower,
  hls,
};

export const neg = overload(fixedNeg, floatOperator(floatNeg, lowerFloat));
