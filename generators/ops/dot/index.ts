import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { fixedResultType } from '../../formats/fixed-type.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand, vectorOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import type { Spec } from '../spec.ts';
import { sumType } from '../sum/index.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatDot } from './spec.ts';

const fixedDot: Operator = {
  name: 'dot',
  summary: 'Exact dot product of two vectors',
  doc: 'The sum of a[i] * b[i] over two vectors of one length, exactly: the product type of ap_fixed with ceil(log2 N) integer bits more. A result format adds one cast after the last addition, so it rounds once.',
  arity: [2, 2],
  params: z.strictObject({}),
  example: 'op:dot/fixed<8,1>[4],fixed<6,1>[4]/fixed<12,3>',
  shapes: [
    'op:dot/fixed<3,1>[2],fixed<4,2>[2]',
    'op:dot/fixed<2,1>[3],ufixed<3,1>[3]',
    'op:dot/uint2[3],uint2[3]',
    'op:dot/fixed<4,2>[1],fixed<4,2>[1]',
  ],
  type: (args) => {
    const [a, b] = [vectorOperand('dot', args[0]), vectorOperand('dot', args[1])];
    if (a.length !== b.length)
      fail('BW2015', `dot of ${a.length} elements with ${b.length}`, { help: 'give both vectors one length' });
    return sumType(fixedResultType('mul', fixedOperand('dot', a.element), fixedOperand('dot', b.element)), a.length);
  },
  exact,
  lower,
  hls,
};

export const dot = overload(
  fixedDot,
  floatOperator(floatDot as Spec, (b, args, use, types) => lowerFloat(b, args, { ...use, args: types })),
);
