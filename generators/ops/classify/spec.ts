import { z } from 'zod';
import { uint } from '../../formats/build.ts';
import { floatOperand } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatClassify: Spec = {
  name: 'classify',
  summary: 'The class of a float, one bit of nine',
  doc: 'uint9 with one bit set: bit 0 -inf, 1 negative normal, 2 negative subnormal, 3 -0, 4 +0, 5 positive subnormal, 6 positive normal, 7 +inf, 8 NaN. Where a format flushes subnormals, they are zeros. The classes are those of IEEE 754-2019, 5.7.2, in the order of the fclass instruction of RISC-V; signalling NaN are not told from quiet ones.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:classify/E4M3',
  shapes: [
    'op:classify/E2M1',
    'op:classify/E4M3',
    'op:classify/E5M2',
    'op:classify/E4M3FNUZ',
    'op:classify/E8M0',
    'op:classify/float<3,3,subnormals=no>',
    'op:classify/float<3,0,nan=fn>',
    'op:classify/float<1,3>',
    'op:classify/binary16',
  ],
  type: (args) => {
    floatOperand('classify', args[0]);
    return uint(9);
  },
  exact: floatExact,
};
