import { numpy as np } from '@jax-js/jax';
import { paddedPooling, pooled, windows } from '../pooling-twin.ts';
import { defineTwin } from '../twin.ts';

export const maxPoolTwin = defineTwin({
  name: 'max_pool',
  schema: paddedPooling,
  shape: (settings, [x]) => pooled('max_pool', settings, x),
  nonNegative: (_, [input]) => input,
  rounding: 'none',
  constants: {},
  parameters: () => ({}),
  forward: (settings, [x]) =>
    windows('max_pool', settings, x, Number.NEGATIVE_INFINITY).reduce((a, b) => np.maximum(a, b)),
  document: (settings) => settings,
});
