import { numpy as np } from '@jax-js/jax';
import { z } from 'zod';
import { elementwiseTwin } from '../elementwise-twin.ts';

export const leakyReluTwin = elementwiseTwin('leaky_relu', {
  schema: z.strictObject({ slope: z.number().gt(0).lt(1) }),
  nonNegative: (input) => input,
  forward: (x, { slope }) => np.maximum(x.ref, x.mul(slope)),
});
