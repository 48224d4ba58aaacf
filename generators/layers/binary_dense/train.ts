import { numpy as np } from '@jax-js/jax';
import { z } from 'zod';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

/** Bits 0 and 1 of the input count as -1 and 1; weights [outputs, inputs] are trained real and used by their signs. */
export const binaryDenseTwin = defineTwin({
  name: 'binary_dense',
  schema: z.strictObject({ outputs: z.int().positive(), bias: z.boolean().default(true) }),
  shape: ({ outputs }, [x]) => {
    if (x.length !== 1) shapeMismatch('binary_dense takes a list', x, 'put a flatten layer before it');
    return [outputs];
  },
  nonNegative: () => false,
  rounding: 'own',
  constants: { weights: 'signs', bias: 'biases' },
  parameters: ({ outputs, bias }, [[inputs]], draw) => ({
    weights: draw([outputs, inputs], 0.5),
    ...(bias && { bias: draw([outputs], 0) }),
  }),
  forward: (_, [x], { weights, bias }) => {
    const sums = np.matmul(x.mul(2).sub(1), np.transpose(weights));
    return bias ? sums.add(bias) : sums;
  },
  document: (_, { weights, bias }) => ({ weights, ...(bias && { bias }) }),
});
