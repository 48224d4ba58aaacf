import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatRsqrt = floatArithmetic(1, {
  name: 'rsqrt',
  summary: 'Reciprocal square root of a float, correctly rounded',
  doc: '1 / sqrt(a), rounded once from the exact result. A zero gives the infinity of its sign and raises divide by zero; +inf gives +0; other negative values are invalid. Source: rSqrt of IEEE 754-2019, 9.2.',
  example: 'op:rsqrt/binary16',
  shapes: [
    'op:rsqrt/E2M1',
    'op:rsqrt/E4M3',
    'op:rsqrt/E5M2/E4M3',
    'op:rsqrt/float<3,4,subnormals=no>',
    'op:rsqrt/E4M3FNUZ',
    'op:rsqrt/float<4,0,nan=fn>/float<3,0,nan=fn>',
    'op:rsqrt/E8M0/E3M2',
    'op:rsqrt:round=SR/E4M3,uint3',
    'op:rsqrt:give=flags:result=E3M2/E5M2',
  ],
  exact: floatExact,
});
