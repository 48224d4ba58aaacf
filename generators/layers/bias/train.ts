import { z } from 'zod';
import { defineTwin } from '../twin.ts';

export const biasTwin = defineTwin({
  name: 'bias',
  schema: z.strictObject({}),
  shape: (_, [x]) => [...x],
  nonNegative: () => false,
  rounding: 'own',
  constants: { bias: 'biases' },
  parameters: (_, [x], draw) => ({ bias: draw([x.at(-1) ?? 1], 0) }),
  forward: (_, [x], { bias }) => x.add(bias),
  document: (_, { bias }) => ({ bias }),
});
