import { z } from 'zod';
import { vector as vectorType } from '../../formats/build.ts';
import { equalTypes, scalarOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const vector: Operator = {
  name: 'vector',
  summary: 'Vector of scalars of one format',
  doc: 'FORMAT[N] of N scalars of FORMAT; the first operand is element 0, in the least significant bits of the packed word.',
  arity: [1, 65536],
  params: z.strictObject({}),
  example: 'op:vector/fixed<4,2>,fixed<4,2>,fixed<4,2>',
  shapes: ['op:vector/fixed<4,2>,fixed<4,2>,fixed<4,2>', 'op:vector/E2M1', 'op:vector/uint1,uint1'],
  type: (args) => {
    const first = scalarOperand('vector', args[0]);
    for (const other of args) equalTypes('vector', first, other);
    return vectorType(args.length, first);
  },
  exact,
  lower,
  hls,
};
