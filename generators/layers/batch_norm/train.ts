import { tree } from '@jax-js/jax';
import { z } from 'zod';
import { momentsByChannel, normalisation, normalisationParameters } from '../normalisation-twin.ts';
import { defineTwin } from '../twin.ts';

export const batchNormTwin = defineTwin({
  name: 'batch_norm',
  schema: z.strictObject({ epsilon: z.number().positive().default(1e-5) }),
  shape: (_, [x]) => [...x],
  nonNegative: () => false,
  rounding: 'own',
  constants: { scale: 'weights', shift: 'biases' },
  parameters: (_, [x]) => normalisationParameters(x[x.length - 1]),
  statistics: (_, [x], parameters) => {
    tree.dispose(parameters);
    return momentsByChannel(x);
  },
  derive: normalisation,
  forward: (_, [x], { scale, shift }) => x.mul(scale).add(shift),
  document: (_, { scale, shift }) => ({ scale, shift }),
});
