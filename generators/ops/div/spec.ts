import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatDiv = floatArithmetic(2, {
  name: 'div',
  summary: 'Float quotient, correctly rounded',
  doc: 'a / b for floats of any two formats, rounded once from the exact quotient. A finite number other than zero by a zero is an infinity and raises divide by zero; 0/0 and inf/inf are invalid; a finite number by an infinity is a zero. The sign is the exclusive or of the signs. Source: IEEE 754-2019, 5.4.1, 7.2 and 7.3.',
  example: 'op:div/E4M3,E5M2/binary16',
  shapes: [
    'op:div/E2M1,E2M1',
    'op:div/E3M2,E2M3/E4M3',
    'op:div/float<3,2>,float<3,2>',
    'op:div/float<3,2,subnormals=no>,E3M2/float<3,2,subnormals=no>',
    'op:div/float<3,2,nan=fnuz,inf=no>,E2M3/float<3,2,nan=fnuz,inf=no>',
    'op:div/float<3,0,nan=fn>,float<3,0,nan=fn>',
    'op:div/E2M1,E8M0/bfloat16',
    'op:div:round=SR/E3M2,E2M1,uint3/E3M2',
    'op:div:give=flags:result=float<3,2>/E3M2,float<3,2>',
  ],
  exact: floatExact,
});
