import { numpy as np } from '@jax-js/jax';
import { elementwiseTwin, noSettings } from '../elementwise-twin.ts';

export const reluTwin = elementwiseTwin('relu', {
  schema: noSettings,
  nonNegative: () => true,
  forward: (x) => np.maximum(x, 0),
});
