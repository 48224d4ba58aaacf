import { z } from 'zod';
import { floatOperand } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatAbs: Spec = {
  name: 'abs',
  summary: 'Float without its sign',
  doc: 'a with its sign bit cleared, in its own format: zeros and infinities too, a NaN keeps being one (of the formats with nan=fnuz it keeps its sign bit, which is what makes it one), and nothing is rounded. Source: IEEE 754-2019, 5.5.1.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:abs/E4M3',
  shapes: [
    'op:abs/E2M1',
    'op:abs/E4M3',
    'op:abs/E5M2',
    'op:abs/E4M3FNUZ',
    'op:abs/E8M0',
    'op:abs/float<3,3,subnormals=no>',
    'op:abs/float<3,3,nan=fnuz,inf=no,subnormals=no>',
    'op:abs/float<3,0,nan=fn>',
  ],
  type: (args) => floatOperand('abs', args[0]),
  exact: floatExact,
};
