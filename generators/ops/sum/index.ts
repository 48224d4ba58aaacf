import { z } from 'zod';
import { fixedFormat } from '../../formats/build.ts';
import type { FixedFormat } from '../../formats/format.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand, vectorOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import type { Spec } from '../spec.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatSum } from './spec.ts';

/** The type that holds every sum of `count` values of a format: ceil(log2 count) integer bits more. */
export function sumType(x: FixedFormat, count: number): FixedFormat {
  const growth = Math.ceil(Math.log2(count));
  return fixedFormat(x.signed, x.width + growth, x.int + growth);
}

const fixedSum: Operator = {
  name: 'sum',
  summary: 'Exact sum of the elements of a vector',
  doc: 'The sum of the N elements of a vector, exactly: the element format with ceil(log2 N) integer bits more.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:sum/fixed<8,3>[5]',
  shapes: ['op:sum/fixed<4,2>[4]', 'op:sum/ufixed<3,5>[5]', 'op:sum/fixed<5,2>[1]', 'op:sum/uint1[16]'],
  type: (args) => {
    const v = vectorOperand('sum', args[0]);
    return sumType(fixedOperand('sum', v.element), v.length);
  },
  exact,
  lower,
  hls,
};

export const sum = overload(
  fixedSum,
  floatOperator(floatSum as Spec, (b, args, use, types) => lowerFloat(b, args, { ...use, args: types })),
);
