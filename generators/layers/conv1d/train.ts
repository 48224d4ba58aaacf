import { z } from 'zod';
import { convolve, convolvedShape, type PictureConvolution } from '../convolution-twin.ts';
import { padding1, positive } from '../settings.ts';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

const schema = z.strictObject({
  outputs: positive,
  size: positive,
  stride: positive.default(1),
  padding: padding1.default('valid'),
  groups: positive.default(1),
  bias: z.boolean().default(true),
});

/** A picture of height 1. */
const convolutionOf = ({ outputs, size, stride, padding, groups }: z.output<typeof schema>): PictureConvolution => ({
  kernel: [1, size],
  stride: [1, stride],
  padding: typeof padding === 'string' ? padding : [[0, 0], padding],
  groups,
  outputs,
});

/** Weights [outputs, size, inputs / groups] and bias [outputs]. */
export const conv1dTwin = defineTwin({
  name: 'conv1d',
  schema,
  shape: (settings, [x]) => {
    if (x.length !== 2) shapeMismatch('conv1d takes [time, channels]', x, 'put a reshape layer before it');
    return convolvedShape('conv1d', convolutionOf(settings), [1, ...x]).slice(1);
  },
  nonNegative: () => false,
  rounding: 'own',
  constants: { weights: 'weights', bias: 'biases' },
  parameters: ({ outputs, size, groups, bias }, [[, channels]], draw) => ({
    weights: draw([outputs, size, channels / groups], Math.sqrt(2 / ((size * channels) / groups))),
    ...(bias && { bias: draw([outputs], 0) }),
  }),
  forward: (settings, [x], { weights, bias }) => {
    const [batch, time, channels] = x.shape;
    const [outputs, size, inputs] = weights.shape;
    const picture = x.reshape([batch, 1, time, channels]);
    const sums = convolve(convolutionOf(settings), picture, weights.reshape([outputs, 1, size, inputs]));
    const result = sums.reshape([batch, sums.shape[2], outputs]);
    return bias ? result.add(bias) : result;
  },
  document: ({ stride, padding, groups }, { weights, bias }) => ({
    weights,
    ...(bias && { bias }),
    stride,
    padding,
    groups,
  }),
});
