import { z } from 'zod';
import { fixedResultType } from '../../formats/fixed-type.ts';
import { floatOperator } from '../float/operator.ts';
import { multipliers } from '../multiplying.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { exact } from './exact.ts';
import { lowerFloat } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatMul } from './spec.ts';

/** What multiplies; the tools choose where it is left out. */
export type MulAttrs = { readonly multiplier?: 'lut' | 'dsp' };

const fixedMul: Operator<MulAttrs> = {
  name: 'mul',
  summary: 'Exact product',
  doc: 'a * b in the type that ap_fixed gives, W = Wa + Wb and I = Ia + Ib: every product is representable. What multiplies is the choice of the tools, unless multiplier asks for a DSP block (by the attributes use_dsp and multstyle) or for LUTs (by rows of adders). Source: AMD UG1399, arbitrary precision fixed-point types.',
  arity: [2, 2],
  params: z.strictObject({
    multiplier: multipliers.describe(
      'dsp: tools are asked for DSP blocks; lut: rows of adders; auto (the default): a multiplication, for which tools choose',
    ),
  }),
  complete: ({ multiplier }) => (multiplier === 'lut' || multiplier === 'dsp' ? { multiplier } : {}),
  example: 'op:mul/fixed<8,3>,ufixed<5,2>',
  shapes: [
    'op:mul/fixed<4,2>,fixed<5,1>',
    'op:mul/ufixed<4,4>,fixed<4,-1>',
    'op:mul/ufixed<3,5>,ufixed<4,2>',
    'op:mul/fixed<1,1>,fixed<1,1>',
    'op:mul/fixed<8,3>,ufixed<8,3>',
    'op:mul:multiplier=lut/fixed<5,2>,fixed<4,1>',
    'op:mul:multiplier=lut/ufixed<5,2>,fixed<3,1>',
    'op:mul:multiplier=lut/ufixed<4,2>,ufixed<5,1>',
    'op:mul:multiplier=lut/fixed<1,1>,ufixed<2,1>',
    'op:mul:multiplier=dsp/fixed<5,2>,ufixed<4,1>',
  ],
  type: (args) => fixedResultType('mul', fixedOperand('mul', args[0]), fixedOperand('mul', args[1])),
  exact,
  lower,
  hls,
};

export const mul = overload(fixedMul as Operator, floatOperator(floatMul, lowerFloat));
