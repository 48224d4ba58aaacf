import { numpy as np } from '@jax-js/jax';
import { elementwiseTwin, noSettings } from '../elementwise-twin.ts';

export const relu6Twin = elementwiseTwin('relu6', {
  schema: noSettings,
  nonNegative: () => true,
  forward: (x) => np.clip(x, 0, 6),
});
