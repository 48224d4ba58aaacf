import { z } from 'zod';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

export const addTwin = defineTwin({
  name: 'add',
  schema: z.strictObject({}),
  shape: (_, inputs) => {
    const [a, b] = inputs;
    if (inputs.length !== 2 || a.join() !== b.join())
      shapeMismatch(`add takes two tensors of one shape, here [${a.join(', ')}] and`, b ?? [], "name both in 'from'");
    return [...a];
  },
  nonNegative: (_, inputs) => inputs.every(Boolean),
  rounding: 'own',
  constants: {},
  parameters: () => ({}),
  forward: (_, [a, b]) => a.add(b),
  document: () => ({}),
});
