import { z } from 'zod';
import { sizeOf } from '../tensor.ts';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

export const reshapeTwin = defineTwin({
  name: 'reshape',
  schema: z.strictObject({ shape: z.array(z.int().positive()) }),
  shape: ({ shape }, [x]) => {
    if (sizeOf(shape) !== sizeOf(x)) shapeMismatch(`the new shape has ${sizeOf(shape)} elements`, x, 'give as many');
    return shape;
  },
  nonNegative: (_, [input]) => input,
  rounding: 'none',
  constants: {},
  parameters: () => ({}),
  forward: ({ shape }, [x]) => x.reshape([x.shape[0], ...shape]),
  document: ({ shape }) => ({ shape }),
});
