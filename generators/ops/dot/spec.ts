import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import type { SumAttrs } from '../../exact/float/accumulate.ts';
import type { FloatFormat, Type } from '../../formats/format.ts';
import { accumulatorParams, completeSum } from '../accumulator.ts';
import { askedRounding, floatParams, floatResultType } from '../float-attrs.ts';
import { commonFormat, computedOperands, floatElements } from '../float-operands.ts';
import { multiplying } from '../multiplying.ts';
import { vectorOperand } from '../operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatDot: Spec<SumAttrs> = multiplying({
  name: 'dot',
  summary: 'Dot product of two float vectors, rounded once or in a named accumulator',
  doc: 'The sum of a[i] * b[i] over two vectors of one length and any two float formats, rounded once from the exact sum into the result format; without one, into the format that both share. With accumulator=FORMAT it is added up in that format: order=sequential rounds the first product and then fuses each further product into its addition (acc = fma(a[i], b[i], acc)); order=tree rounds every product and adds neighbours in pairs, level by level, an odd last one waiting; the last rounding is into the result format. Special values are those of mul and of sum. Source: IEEE 754-2019, 9.4, which leaves order and precision open.',
  arity: [2, 3],
  params: z.strictObject({ ...floatParams, ...accumulatorParams }),
  example: 'op:dot:accumulator=binary32/bfloat16[4],bfloat16[4]/binary32',
  shapes: [
    'op:dot/E2M1[1],E2M1[1]',
    'op:dot/E2M1[2],E2M1[2]',
    'op:dot/E2M1[2],E2M1[2]/E4M3',
    'op:dot:multiplier=lut/float<1,2>[2],float<1,2,nan=none,inf=no>[2]/E4M3',
    'op:dot:multiplier=dsp/float<1,1>[2],float<1,0,nan=none,inf=no>[2]/E2M1',
    'op:dot/float<2,1>[2],float<2,0,nan=none,inf=no>[2]/float<3,2>',
    'op:dot/float<1,1,nan=none,inf=no>[2],float<2,1,nan=fnuz,inf=no,subnormals=no>[2]/float<2,2>',
    'op:dot:accumulator=float<2,1>/float<1,1,nan=none,inf=no>[2],float<2,1>[2]/float<2,1>',
    'op:dot:accumulator=E2M1:order=tree/float<1,0,nan=none,inf=no>[3],float<1,1,nan=none,inf=no>[3]/E2M1',
    'op:dot:round=SR/float<1,1,nan=none,inf=no>[2],E2M1[2],uint2/E2M1',
    'op:dot:give=flags:result=float<2,1>/E2M1[2],E2M1[2]',
  ],
  complete: (attrs, args) => completeSum('dot', attrs, commonFormat(elementFormats(args, askedRounding(attrs)))),
  type: (args, attrs, wanted) => floatResultType('dot', attrs, commonFormat(elementFormats(args, attrs.round)), wanted),
  exact: floatExact,
});

function elementFormats(args: readonly Type[], round: string): FloatFormat[] {
  const vectors = computedOperands('dot', args, 2, round).map((type) => vectorOperand('dot', type));
  const formats = vectors.map((v) => floatElements('dot', v));
  const [a, b] = vectors;
  if (a.length !== b.length)
    fail('BW2015', `dot of ${a.length} elements with ${b.length}`, { help: 'give both vectors one length' });
  return formats;
}
