import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatRecip = floatArithmetic(1, {
  name: 'recip',
  summary: 'Reciprocal 1 / a of a float, correctly rounded',
  doc: '1 / a, rounded once from the exact quotient. A zero gives the infinity of its sign and raises divide by zero; an infinity gives the zero of its sign. It is div with a dividend of one, and so IEEE 754-2019, 5.4.1.',
  example: 'op:recip/E4M3',
  shapes: [
    'op:recip/E2M1',
    'op:recip/E4M3',
    'op:recip/E5M2/E4M3',
    'op:recip/float<3,4,subnormals=no>',
    'op:recip/E4M3FNUZ',
    'op:recip/float<4,0,nan=fn>/float<3,0,nan=fn>',
    'op:recip/E8M0',
    'op:recip:round=SR/E4M3,uint3',
    'op:recip:give=flags:result=E3M2/E5M2',
  ],
  exact: floatExact,
});
