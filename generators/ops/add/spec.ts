import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatAdd = floatArithmetic(2, {
  name: 'add',
  summary: 'Float sum, correctly rounded',
  doc: 'a + b for floats of any two formats, rounded once into the result format; without one, into the format that both share. NaN in gives NaN; infinities of both signs are invalid. An exact zero is +0, under RDN -0, unless both operands are zeros of one sign, which it then has. Source: IEEE 754-2019, 5.4.1 and 6.3.',
  example: 'op:add:round=RNE/E4M3,E5M2/binary16',
  shapes: [
    'op:add/E2M1,E2M1',
    'op:add/E3M2,E2M3/E4M3',
    'op:add/E5M2,E3M2/E2M1',
    'op:add/float<3,2>,float<3,2>',
    'op:add/float<3,2,subnormals=no>,E3M2/float<3,2,subnormals=no>',
    'op:add/float<3,3,nan=fnuz,inf=no>,E2M3/float<3,2,nan=fnuz,inf=no>',
    'op:add/float<3,0,nan=fn>,float<3,0,nan=fn>',
    'op:add/float<2,2,bias=-3>,float<3,1,bias=2>/float<4,1>',
    'op:add/E8M0,E2M1/bfloat16',
    'op:add:round=SR/E3M2,E2M3,uint3/E2M1',
    'op:add:give=flags:result=float<2,2>/E3M2,E3M2',
    'op:add/E4M3,E4M3',
  ],
  exact: floatExact,
});
