import { z } from 'zod';
import { uint } from '../../formats/build.ts';
import { floatOperands } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

export const floatUnordered: Spec = {
  name: 'unordered',
  summary: 'Whether either of two floats is NaN, one bit',
  doc: 'uint1: 1 where a or b is NaN. unordered(a, a) asks for a NaN. Source: compareQuietUnordered of IEEE 754-2019, 5.11.',
  arity: [2, 2],
  params: z.strictObject({}),
  example: 'op:unordered/E4M3,E5M2',
  shapes: [
    'op:unordered/E2M1,E2M1',
    'op:unordered/float<3,2>,float<3,2>',
    'op:unordered/E4M3,E3M2',
    'op:unordered/float<3,2,nan=fnuz,inf=no>,E8M0',
  ],
  type: (args) => {
    floatOperands('unordered', args);
    return uint(1);
  },
  exact: floatExact,
};
