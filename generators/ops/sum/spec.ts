import { z } from 'zod';
import type { SumAttrs } from '../../exact/float/accumulate.ts';
import type { FloatFormat, Type } from '../../formats/format.ts';
import { accumulatorParams, completeSum } from '../accumulator.ts';
import { askedRounding, floatParams, floatResultType } from '../float-attrs.ts';
import { computedOperands, floatElements } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatSum: Spec<SumAttrs> = {
  name: 'sum',
  summary: 'Sum of the elements of a float vector, rounded once or in a named accumulator',
  doc: 'The sum of the N elements, rounded once from the exact sum into the result format; without one, into the element format. With accumulator=FORMAT it is added up in that format, every addition rounds, and the last rounding is into the result format: order=sequential takes x0 (rounded), then adds x1, x2, ... as they are; order=tree rounds all elements and adds neighbours in pairs, level by level, an odd last one waiting. NaN in gives NaN; infinities of both signs are invalid; an exact zero is +0, under RDN -0, unless all elements are zeros of one sign. Source: IEEE 754-2019, 9.4, which leaves order and precision open.',
  arity: [1, 2],
  params: z.strictObject({ ...floatParams, ...accumulatorParams }),
  example: 'op:sum:accumulator=binary16:order=tree/E4M3[8]/E4M3',
  shapes: [
    'op:sum/E2M1[1]',
    'op:sum/E2M1[3]',
    'op:sum/float<2,1>[3]/float<3,2>',
    'op:sum/float<2,0,nan=fnuz,inf=no,subnormals=no>[5]/float<2,1>',
    'op:sum:accumulator=E2M1/E2M1[4]',
    'op:sum:accumulator=float<2,1>:order=tree/E2M1[3]/float<2,0,nan=fn>',
    'op:sum:round=SR/E2M1[3],uint3',
    'op:sum:give=flags:accumulator=float<2,1>/E2M1[3]',
  ],
  complete: (attrs, args) => completeSum('sum', attrs, elementFormat(args, askedRounding(attrs))),
  type: (args, attrs, wanted) => floatResultType('sum', attrs, elementFormat(args, attrs.round), wanted),
  exact: floatExact,
};

function elementFormat(args: readonly Type[], round: string): FloatFormat {
  return floatElements('sum', computedOperands('sum', args, 1, round)[0]);
}
