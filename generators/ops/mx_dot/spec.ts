import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import type { FloatAttrs } from '../../exact/float/deliver.ts';
import type { Type } from '../../formats/format.ts';
import { typeName } from '../../formats/name.ts';
import { askedRounding, completeFloat, floatParams, floatResultType } from '../float-attrs.ts';
import { computedOperands, floatElements, floatOperand } from '../float-operands.ts';
import { multiplying } from '../multiplying.ts';
import { vectorOperand } from '../operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatMxDot: Spec<FloatAttrs> = multiplying({
  name: 'mx_dot',
  summary: 'Dot product of two blocks of floats or fixed-point numbers with shared scales, rounded once',
  doc: 'mx_dot(scaleA, a, scaleB, b) is scaleA * scaleB * (sum of a[i] * b[i]), rounded once from the exact value into the result format, which has to be named. The scales are scalars for one block, or vectors with one scale for each block; the elements of all blocks then stand in one vector, and the blocks have one length (32 in MX). Scales are E8M0 in MX; every other float serves as well (NVFP4 has E4M3). Elements are floats or fixed point (MXINT8: fixed<8,2>), on each side; a fixed-point zero is +0. A NaN scale makes the result NaN. Source: OCP MX 1.0, 6.1 and 6.2, which leaves the precision inside open.',
  arity: [4, 5],
  params: z.strictObject(floatParams),
  example: 'op:mx_dot/E8M0,E2M1[32],E8M0,E2M1[32]/binary32',
  shapes: [
    'op:mx_dot/float<2,0,nan=none,inf=no>,E2M1[1],float<2,0,nan=fn,inf=no>,E2M1[1]/binary16',
    'op:mx_dot/float<1,0,nan=none,inf=no>,float<1,1,nan=none,inf=no>[2],float<1,0,nan=none,inf=no>,float<1,1,nan=none,inf=no>[2]/E3M2',
    'op:mx_dot/float<1,0,nan=none,inf=no>,fixed<2,1>[2],float<1,0,nan=none,inf=no>,fixed<3,2>[2]/E3M2',
    'op:mx_dot/float<2,0,nan=fn>,fixed<3,-1>[2],float<1,0,nan=none,inf=no>,ufixed<2,2>[2]/E3M2',
    'op:mx_dot:round=RDN/E2M1,fixed<1,1>[2],E2M1,float<1,1>[2]/E3M2',
    'op:mx_dot/float<1,0,nan=none,inf=no>[2],float<1,0,nan=none,inf=no>[2],float<1,0,nan=none,inf=no>[2],float<1,0,nan=none,inf=no>[2]/E3M2',
  ],
  complete: (attrs, args) => {
    checkBlocks(args, askedRounding(attrs));
    return completeFloat('mx_dot', attrs, undefined);
  },
  type: (args, attrs, wanted) => {
    checkBlocks(args, attrs.round);
    return floatResultType('mx_dot', attrs, undefined, wanted);
  },
  exact: floatExact,
});

function checkBlocks(args: readonly Type[], round: string): void {
  const [scaleA, a, scaleB, b] = computedOperands('mx_dot', args, 4, round);
  for (const scale of [scaleA, scaleB])
    if (scale.kind === 'vector') floatElements('mx_dot', scale);
    else floatOperand('mx_dot', scale);
  const [length, lengthB] = [a, b].map((elements) => vectorOperand('mx_dot', elements).length);
  if (length !== lengthB)
    fail('BW2015', `mx_dot of ${length} elements with ${lengthB}`, { help: 'give both vectors one length' });
  const [blocks, blocksB] = [scaleA, scaleB].map((scale) => (scale.kind === 'vector' ? scale.length : 1));
  if (blocks !== blocksB || length % blocks !== 0)
    fail('BW2015', `mx_dot of ${length} elements with ${typeName(scaleA)} and ${typeName(scaleB)} as scales`, {
      help: 'give both sides one scale for each block, and blocks of one length',
    });
}
