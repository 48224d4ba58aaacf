import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatSqrt = floatArithmetic(1, {
  name: 'sqrt',
  summary: 'Float square root, correctly rounded',
  doc: 'The square root of a float, rounded once from the exact root. The root of -0 is -0; other negative values are invalid. Source: IEEE 754-2019, 5.4.1 and 7.2.',
  example: 'op:sqrt/binary16',
  shapes: [
    'op:sqrt/E2M1',
    'op:sqrt/E4M3',
    'op:sqrt/E5M2/E4M3',
    'op:sqrt/E4M3/binary16',
    'op:sqrt/float<3,4,subnormals=no>',
    'op:sqrt/E4M3FNUZ',
    'op:sqrt/float<4,0,nan=fn>/float<3,0,nan=fn>',
    'op:sqrt/E8M0/E3M2',
    'op:sqrt:round=SR/E4M3,uint3',
    'op:sqrt:give=flags:result=E3M2/E5M2',
    'op:sqrt/binary16',
  ],
  exact: floatExact,
});
