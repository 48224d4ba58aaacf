import { floatArithmetic } from '../float-arithmetic.ts';
import { multiplying } from '../multiplying.ts';
import { floatExact } from './float-exact.ts';

export const floatFma = multiplying(
  floatArithmetic(3, {
    name: 'fma',
    summary: 'Fused multiply-add a * b + c of floats, rounded once',
    doc: 'a * b + c for floats of any three formats, rounded once from the exact result. A zero by an infinity is invalid, whatever is added, a NaN too. An exact zero has the sign that add gives to the product and c. Fixed point needs no such operator: mul and add are exact there. Source: IEEE 754-2019, 5.4.1, 6.3 and 7.2.',
    example: 'op:fma/bfloat16,bfloat16,binary32/binary32',
    shapes: [
      'op:fma/E2M1,E2M1,E2M1',
      'op:fma/E2M1,E2M1,E3M2/E4M3',
      'op:fma/float<2,1>,float<2,1>,float<3,2>/float<3,2>',
      'op:fma/float<2,1,subnormals=no>,E2M1,float<2,2,subnormals=no>/float<2,2,subnormals=no>',
      'op:fma/float<2,1,nan=fnuz,inf=no>,E2M1,E2M1/float<2,2,nan=fnuz,inf=no>',
      'op:fma/float<2,0,nan=fn>,E2M1,float<3,0,nan=fn>/float<3,0,nan=fn>',
      'op:fma:round=SR/E2M1,E2M1,E2M1,uint3/E2M1',
      'op:fma:multiplier=lut/float<1,2>,float<2,2>,float<2,1>/float<3,2>',
      'op:fma:give=flags:result=float<2,1>/float<2,1>,float<2,1>,E2M1',
    ],
    exact: floatExact,
  }),
);
