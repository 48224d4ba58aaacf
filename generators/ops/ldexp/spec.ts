import { z } from 'zod';
import type { FloatAttrs } from '../../exact/float/deliver.ts';
import type { FloatFormat, Type } from '../../formats/format.ts';
import { askedRounding, completeFloat, floatParams, floatResultType } from '../float-attrs.ts';
import { computedOperands, floatOperand, integerOperand } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatLdexp: Spec<FloatAttrs> = {
  name: 'ldexp',
  summary: 'Float times a power of two given at run time: a * 2^n, rounded once',
  doc: 'a * 2^n for a float a and an integer n (intN or uintN), rounded once into the result format; without one, into the format of a. Zeros, infinities and NaN stay what they are. It also serves an exponent bias that is known at run time only: a word read with the nominal bias B means, with the bias b, ldexp(a, B - b). Source: scaleB of IEEE 754-2019, 5.3.3.',
  arity: [2, 3],
  params: z.strictObject(floatParams),
  example: 'op:ldexp/E2M1,int5/binary16',
  shapes: [
    'op:ldexp/E2M1,int4',
    'op:ldexp/E4M3,int6',
    'op:ldexp/E5M2,uint5/E4M3',
    'op:ldexp/float<3,2,subnormals=no>,int5',
    'op:ldexp/float<3,2,nan=fnuz,inf=no>,int5',
    'op:ldexp/float<3,0,nan=fn>,int8/float<4,0,nan=fn>',
    'op:ldexp/E2M1,int10/bfloat16',
    'op:ldexp:round=SR/E3M2,int4,uint3/E2M1',
    'op:ldexp:give=flags/float<3,2>,int5',
  ],
  complete: (attrs, args) => completeFloat('ldexp', attrs, scaledFormat(args, askedRounding(attrs))),
  type: (args, attrs, wanted) => floatResultType('ldexp', attrs, scaledFormat(args, attrs.round), wanted),
  exact: floatExact,
};

function scaledFormat(args: readonly Type[], round: string): FloatFormat {
  const [a, n] = computedOperands('ldexp', args, 2, round);
  integerOperand('ldexp', n);
  return floatOperand('ldexp', a);
}
