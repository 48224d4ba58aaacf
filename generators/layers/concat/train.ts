import { numpy as np } from '@jax-js/jax';
import { z } from 'zod';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

export const concatTwin = defineTwin({
  name: 'concat',
  schema: z.strictObject({}),
  shape: (_, inputs) => {
    const [first] = inputs;
    const frame = (shape: readonly number[]) => shape.slice(0, -1).join();
    for (const shape of inputs)
      if (shape.length !== first.length || frame(shape) !== frame(first))
        shapeMismatch(
          `concat joins channels, and [${first.join(', ')}] has another frame`,
          shape,
          'reshape one of them',
        );
    return [...first.slice(0, -1), inputs.reduce((sum, shape) => sum + shape[shape.length - 1], 0)];
  },
  nonNegative: (_, inputs) => inputs.every(Boolean),
  rounding: 'own',
  constants: {},
  parameters: () => ({}),
  forward: (_, inputs) => np.concatenate([...inputs], -1),
  document: () => ({}),
});
