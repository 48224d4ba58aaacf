import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatSub = floatArithmetic(2, {
  name: 'sub',
  summary: 'Float difference, correctly rounded',
  doc: 'a - b for floats, which is a + (-b) throughout: formats, rounding, special values and the sign of a zero are as for add. Source: IEEE 754-2019, 5.4.1 and 6.3.',
  example: 'op:sub:round=RNE/E4M3,E5M2/binary16',
  shapes: [
    'op:sub/E2M1,E2M1',
    'op:sub/E3M2,E2M3/E4M3',
    'op:sub/float<3,2>,float<3,2>',
    'op:sub/float<3,2,subnormals=no>,E3M2/float<3,2,subnormals=no>',
    'op:sub/float<3,2,nan=fnuz,inf=no>,E2M3/float<3,2,nan=fnuz,inf=no>',
    'op:sub/E8M0,E2M1/E8M0',
    'op:sub:round=SR/E3M2,E2M3,uint3/E2M1',
    'op:sub:give=flags:result=float<2,2>/E3M2,E3M2',
  ],
  exact: floatExact,
});
