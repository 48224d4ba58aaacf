import { z } from 'zod';
import { convolve, convolvedShape, type PictureConvolution } from '../convolution-twin.ts';
import { padding2, positive, size2 } from '../settings.ts';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

const schema = z.strictObject({
  outputs: positive,
  size: size2,
  stride: size2.default([1, 1]),
  padding: padding2.default('valid'),
  groups: positive.default(1),
  bias: z.boolean().default(true),
});

const convolutionOf = ({ outputs, size, stride, padding, groups }: z.output<typeof schema>): PictureConvolution => ({
  kernel: size,
  stride,
  padding,
  groups,
  outputs,
});

/** Weights [outputs, height, width, inputs / groups] and bias [outputs]; they start as those of a dense layer. */
export const conv2dTwin = defineTwin({
  name: 'conv2d',
  schema,
  shape: (settings, [x]) => {
    if (x.length !== 3) shapeMismatch('conv2d takes [height, width, channels]', x, 'put a reshape layer before it');
    return convolvedShape('conv2d', convolutionOf(settings), x);
  },
  nonNegative: () => false,
  rounding: 'own',
  constants: { weights: 'weights', bias: 'biases' },
  parameters: ({ outputs, size, groups, bias }, [[, , channels]], draw) => ({
    weights: draw([outputs, ...size, channels / groups], Math.sqrt(2 / ((size[0] * size[1] * channels) / groups))),
    ...(bias && { bias: draw([outputs], 0) }),
  }),
  forward: (settings, [x], { weights, bias }) => {
    const result = convolve(convolutionOf(settings), x, weights);
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
