import { numpy as np } from '@jax-js/jax';
import { z } from 'zod';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

/** Weights [outputs, inputs] and bias [outputs]. They start as He et al. propose: deviation sqrt(2 / inputs), 2015. */
export const denseTwin = defineTwin({
  name: 'dense',
  schema: z.strictObject({
    outputs: z.int().positive(),
    bias: z.boolean().default(true),
  }),
  shape: ({ outputs }, [x]) => {
    if (x.length !== 1) shapeMismatch('dense takes a list', x, 'put a flatten layer before it');
    return [outputs];
  },
  nonNegative: () => false,
  rounding: 'own',
  constants: { weights: 'weights', bias: 'biases' },
  parameters: ({ outputs, bias }, [[inputs]], draw) => ({
    weights: draw([outputs, inputs], Math.sqrt(2 / inputs)),
    ...(bias && { bias: draw([outputs], 0) }),
  }),
  forward: (_, [x], { weights, bias }) => {
    const product = np.matmul(x, np.transpose(weights));
    return bias ? product.add(bias) : product;
  },
  document: (_, { weights, bias }) => ({ weights, ...(bias && { bias }) }),
});
