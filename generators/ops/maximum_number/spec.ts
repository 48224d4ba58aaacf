import { floatArithmetic } from '../float-arithmetic.ts';
import { floatExact } from './float-exact.ts';

export const floatMaximumNumber = floatArithmetic(2, {
  name: 'maximum_number',
  summary: 'The larger of two floats, or the one that is a number',
  doc: 'The larger of two floats as max gives it, except that a NaN beside a number loses: the number is the result. NaN only if both operands are. Source: maximumNumber of IEEE 754-2019, 9.6.',
  example: 'op:maximum_number/E4M3,E4M3',
  shapes: [
    'op:maximum_number/E3M2,E2M3/E4M3',
    'op:maximum_number/float<3,2>,float<3,2>',
    'op:maximum_number/float<3,2,nan=fn,inf=no>,float<3,2,subnormals=no>/float<2,2>',
    'op:maximum_number/float<3,2,nan=fnuz,inf=no>,float<3,2,nan=fnuz,inf=no>',
  ],
  exact: floatExact,
});
