import { operatorRequest } from '../generators/design/operator-request.ts';
import type { Design } from '../generators/ir/ir.ts';

/** The operator that co-simulation is measured with, and one with more combinations. */
export const SMALL = rounded('op:mul/fixed8_3,fixed8_3/fixed10_4');
export const BROAD = rounded('op:mul/fixed13_5,fixed13_5/fixed14_6');

function rounded(request: string): Design {
  return operatorRequest(request, { round: 'RND_CONV', overflow: 'SAT' });
}

/** A layer of n outputs of n inputs each: n * n products with weights of 8 bits, and sums of n of them. */
export function denseLayer(n: number): Design {
  const weights = Array.from({ length: n * n }, (_, k) => (Math.imul(k + 1, 0x9e3779b1) >>> 24).toString(16));
  return operatorRequest(`op:matvec:weights=${weights.join('_')}:format=fixed8_1:products=dsp/fixed8_1[${n}]`);
}

export const DESIGNS: Readonly<Record<string, Design>> = {
  '8x8 multiply, round, saturate': SMALL,
  'E4M3 fma': operatorRequest('op:fma/E4M3,E4M3,E4M3/E4M3'),
  '16-element dot product': rounded('op:dot/fixed8_1x16,fixed8_1x16/fixed16_4'),
  '64x64 dense layer': denseLayer(64),
  '32x32 multiply, round, saturate': rounded('op:mul/fixed32_6,fixed32_6/fixed32_6'),
  'binary16 addition': operatorRequest('op:add/binary16,binary16/binary16'),
};
