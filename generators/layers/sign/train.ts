import { numpy as np } from '@jax-js/jax';
import { straightThrough } from '../../tensors/jax.ts';
import { noSettings } from '../elementwise-twin.ts';
import { defineTwin } from '../twin.ts';

/** Backward, the gradient passes where |x| <= 1 (Hubara et al., "Binarized Neural Networks", 2016). */
export const signTwin = defineTwin({
  name: 'sign',
  schema: noSettings,
  shape: (_, [x]) => [...x],
  nonNegative: () => true,
  rounding: 'bit',
  constants: {},
  parameters: () => ({}),
  forward: (_, [x]) => {
    const bit = x.ref.greaterEqual(0).astype(np.float64);
    return straightThrough(np.clip(x, -1, 1).add(1).div(2), bit);
  },
  document: () => ({}),
});
