import { floatArithmetic } from '../float-arithmetic.ts';
import { multiplying } from '../multiplying.ts';
import { floatExact } from './float-exact.ts';

export const floatMul = multiplying(
  floatArithmetic(2, {
    name: 'mul',
    summary: 'Float product, correctly rounded',
    doc: 'a * b for floats of any two formats, rounded once into the result format; without one, into the format that both share. The sign is the exclusive or of the signs, for zeros and infinities too; a zero by an infinity is invalid. Source: IEEE 754-2019, 5.4.1, 6.3 and 7.2.',
    example: 'op:mul/E4M3,E5M2/binary16',
    shapes: [
      'op:mul/E2M1,E2M1',
      'op:mul/E3M2,E2M3/E4M3',
      'op:mul/E5M2,E3M2/E2M1',
      'op:mul/float<3,2>,float<3,2>',
      'op:mul/float<3,2,subnormals=no>,E3M2/float<3,2,subnormals=no>',
      'op:mul/float<3,3,nan=fnuz,inf=no>,E2M3/float<3,2,nan=fnuz,inf=no>',
      'op:mul/float<3,0,nan=fn>,float<3,0,nan=fn>',
      'op:mul/float<2,2,bias=-3>,float<3,1,bias=2>/float<4,1>',
      'op:mul/E8M0,E2M1/bfloat16',
      'op:mul:round=SR/E3M2,E2M3,uint3/E2M1',
      'op:mul:give=flags:result=float<3,2>/E3M2,E3M2',
      'op:mul/E4M3,E4M3',
      'op:mul:multiplier=lut/E2M3,E3M2/E4M3',
      'op:mul:multiplier=dsp/E2M1,E2M1',
    ],
    exact: floatExact,
  }),
);
