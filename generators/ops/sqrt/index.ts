import { z } from 'zod';
import { fixedFormat } from '../../formats/build.ts';
import { type FixedFormat, fracOf } from '../../formats/format.ts';
import { checkOverflow, parseOverflow } from '../../formats/modes.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { type RoundingAttrs, rounding } from '../params.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatSqrt } from './spec.ts';

const fixedSqrt: Operator<RoundingAttrs> = {
  name: 'sqrt',
  summary: 'Square root, correctly rounded into the result format',
  doc: 'The square root of a, rounded once from the exact root by round and brought into range by overflow; a negative operand gives 0. Without a result format it has the fraction bits of the operand (at least as many as put one bit into the result) and the integer bits that the root of the largest operand needs, unsigned.',
  arity: [1, 1],
  params: z.strictObject(rounding),
  example: 'op:sqrt:round=RND/ufixed<8,4>/ufixed<8,2>',
  shapes: [
    'op:sqrt/ufixed<8,4>',
    'op:sqrt:round=RND_CONV/ufixed<9,3>/ufixed<9,2>',
    'op:sqrt:round=RND:overflow=SAT/fixed<10,6>/fixed<4,2>',
    'op:sqrt:round=TRN_ZERO/ufixed<7,-4>/ufixed<9,1>',
    'op:sqrt:round=RND_INF/ufixed<5,9>/ufixed<4,6>',
    'op:sqrt/fixed<1,1>/ufixed<2,2>',
  ],
  type: (args, attrs, wanted) => {
    const x = fixedOperand('sqrt', args[0]);
    const to = wanted ? fixedOperand('sqrt', wanted) : rootType(x);
    checkOverflow(parseOverflow(attrs.overflow), to);
    return to;
  },
  exact,
  lower,
  hls,
};

/** Values below 2^i have roots below 2^ceil(i/2). */
function rootType(x: FixedFormat): FixedFormat {
  const int = Math.ceil((x.signed ? x.int - 1 : x.int) / 2);
  return fixedFormat(false, Math.max(1, int + fracOf(x)), int);
}

export const sqrt = overload(fixedSqrt as Operator, floatOperator(floatSqrt, lowerFloat));
