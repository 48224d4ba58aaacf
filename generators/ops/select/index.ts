import { z } from 'zod';
import { commonType } from '../../formats/fixed-type.ts';
import { equalTypes, oneBit } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const select: Operator = {
  name: 'select',
  summary: 'Choice: a where the condition is 1, otherwise b',
  doc: 'select(condition, a, b). The condition is uint1. Fixed-point arms of different formats meet in the smallest format that holds both; other arms must have one type.',
  arity: [3, 3],
  params: z.strictObject({}),
  example: 'op:select/uint1,fixed<8,3>,ufixed<5,2>',
  shapes: [
    'op:select/uint1,fixed<5,2>,fixed<5,2>',
    'op:select/uint1,fixed<4,1>,ufixed<5,3>',
    'op:select/uint1,E2M1,E2M1',
    'op:select/uint1,uint2[3],uint2[3]',
  ],
  type: (args) => {
    oneBit('select', args[0]);
    const [, a, b] = args;
    if (a.kind === 'fixed' && b.kind === 'fixed') return commonType(a, b);
    equalTypes('select', a, b);
    return a;
  },
  exact,
  lower,
  hls,
};
