import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatMinimumNumber = floatArithmetic(2, {
  name: 'minimum_number',
  summary: 'The smaller of two floats, or the one that is a number',
  doc: 'The smaller of two floats as min gives it, except that a NaN beside a number loses: the number is the result. NaN only if both operands are. Source: minimumNumber of IEEE 754-2019, 9.6.',
  example: 'op:minimum_number/E4M3,E4M3',
  shapes: [
    'op:minimum_number/E3M2,E2M3/E4M3',
    'op:minimum_number/float<3,2>,float<3,2>',
    'op:minimum_number/float<3,2,nan=fn,inf=no>,float<3,2,subnormals=no>/float<2,2>',
    'op:minimum_number/float<3,2,nan=fnuz,inf=no>,float<3,2,nan=fnuz,inf=no>',
  ],
  exact: floatExact,
});
