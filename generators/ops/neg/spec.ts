import { z } from 'zod';
import { signedFloat } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatNeg: Spec = {
  name: 'neg',
  summary: 'Float with the other sign',
  doc: 'a with its sign bit turned, in its own format: zeros and infinities too, a NaN keeps being one, and nothing is rounded. Only the zero of a format without -0 stays, as the turned bit would make it NaN. Source: IEEE 754-2019, 5.5.1.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:neg/E4M3',
  shapes: [
    'op:neg/E2M1',
    'op:neg/E4M3',
    'op:neg/E5M2',
    'op:neg/E4M3FNUZ',
    'op:neg/float<3,3,subnormals=no>',
    'op:neg/float<3,3,nan=fnuz,inf=no,subnormals=no>',
    'op:neg/float<3,0,nan=fn>',
  ],
  type: (args) => signedFloat('neg', args[0]),
  exact: floatExact,
};
