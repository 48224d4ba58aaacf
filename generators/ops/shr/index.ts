import type { Operator } from '../operator.ts';
import { dynamicShift, type ShiftAttrs, shiftParams, shiftType } from '../shift.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const shr: Operator<ShiftAttrs> = {
  name: 'shr',
  summary: 'Shift right as ap_fixed: the type is kept, bits fall off the bottom',
  doc: "a / 2^n rounded towards minus infinity in the operand's own type: bits that leave at the bottom are lost, a signed operand keeps its sign. The amount is the attribute n, or a second operand of type uintN. Amounts of W and more are allowed. scalb moves the binary point instead and loses nothing.",
  arity: [1, 2],
  params: shiftParams,
  example: 'op:shr:n=2/fixed<8,3>',
  shapes: [
    'op:shr:n=3/fixed<8,3>',
    'op:shr:n=9/fixed<6,3>',
    'op:shr:n=1/ufixed<7,2>',
    'op:shr/fixed<7,3>,uint4',
    'op:shr/ufixed<5,0>,uint3',
    'op:shr/fixed<1,1>,uint1',
  ],
  complete: dynamicShift,
  type: (args, attrs) => shiftType('shr', args, attrs),
  exact,
  lower,
  hls,
};
