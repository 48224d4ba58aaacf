import { numpy as np } from '@jax-js/jax';
import { elementwiseTwin } from '../elementwise-twin.ts';

export const reluTwin = elementwiseTwin('relu', { nonNegative: () => true, forward: (x) => np.maximum(x, 0) });
