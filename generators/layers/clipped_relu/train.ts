import { numpy as np } from '@jax-js/jax';
import { z } from 'zod';
import { elementwiseTwin } from '../elementwise-twin.ts';

export const clippedReluTwin = elementwiseTwin('clipped_relu', {
  schema: z.strictObject({ limit: z.number().positive() }),
  nonNegative: () => true,
  forward: (x, { limit }) => np.clip(x, 0, limit),
});
