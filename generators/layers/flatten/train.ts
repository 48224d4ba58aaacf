import { z } from 'zod';
import { sizeOf } from '../tensor.ts';
import { defineTwin } from '../twin.ts';

export const flattenTwin = defineTwin({
  name: 'flatten',
  schema: z.strictObject({}),
  shape: (_, [x]) => [sizeOf(x)],
  nonNegative: (_, [input]) => input,
  rounding: 'none',
  constants: {},
  parameters: () => ({}),
  forward: (_, [x]) => x.reshape([x.shape[0], sizeOf(x.shape.slice(1))]),
  document: () => ({}),
});
