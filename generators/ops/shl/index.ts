import type { Operator } from '../operator.ts';
import { dynamicShift, type ShiftAttrs, shiftParams, shiftType } from '../shift.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const shl: Operator<ShiftAttrs> = {
  name: 'shl',
  summary: 'Shift left as ap_fixed: the type is kept, bits fall off the top',
  doc: "The low W bits of a * 2^n in the operand's own type: bits that leave at the top are lost. The amount is the attribute n, or a second operand of type uintN. Amounts of W and more are allowed. scalb moves the binary point instead and loses nothing.",
  arity: [1, 2],
  params: shiftParams,
  example: 'op:shl:n=2/fixed<8,3>',
  shapes: [
    'op:shl:n=3/fixed<8,3>',
    'op:shl:n=9/fixed<6,3>',
    'op:shl:n=1/ufixed<7,2>',
    'op:shl/fixed<7,3>,uint4',
    'op:shl/ufixed<5,0>,uint3',
    'op:shl/fixed<1,1>,uint1',
  ],
  complete: dynamicShift,
  type: (args, attrs) => shiftType('shl', args, attrs),
  exact,
  lower,
  hls,
};
