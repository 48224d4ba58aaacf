import { z } from 'zod';
import { convolve, convolvedShape, type PictureConvolution } from '../convolution-twin.ts';
import { positive, size2 } from '../settings.ts';
import { defineTwin } from '../twin.ts';
import { shapeMismatch } from '../twin-shapes.ts';

const schema = z.strictObject({
  outputs: positive,
  size: size2,
  stride: size2.default([1, 1]),
  bias: z.boolean().default(true),
});

const convolutionOf = ({ outputs, size, stride }: z.output<typeof schema>): PictureConvolution => ({
  kernel: size,
  stride,
  padding: 'valid',
  groups: 1,
  outputs,
});

/** Bits 0 and 1 of the input count as -1 and 1; weights are trained real and used by their signs. */
export const binaryConv2dTwin = defineTwin({
  name: 'binary_conv2d',
  schema,
  shape: (settings, [x]) => {
    if (x.length !== 3)
      shapeMismatch('binary_conv2d takes [height, width, channels]', x, 'put a reshape layer before it');
    return convolvedShape('binary_conv2d', convolutionOf(settings), x);
  },
  nonNegative: () => false,
  rounding: 'own',
  constants: { weights: 'signs', bias: 'biases' },
  parameters: ({ outputs, size, bias }, [[, , channels]], draw) => ({
    weights: draw([outputs, ...size, channels], 0.5),
    ...(bias && { bias: draw([outputs], 0) }),
  }),
  forward: (settings, [x], { weights, bias }) => {
    const sums = convolve(convolutionOf(settings), x.mul(2).sub(1), weights);
    return bias ? sums.add(bias) : sums;
  },
  document: ({ stride }, { weights, bias }) => ({ weights, ...(bias && { bias }), stride }),
});
