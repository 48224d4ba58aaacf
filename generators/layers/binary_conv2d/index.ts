import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { binaryMatrix, binaryRange, checkBinary, withBias, xnorPopcount } from '../binary.ts';
import { checkCount } from '../count.ts';
import { defineLayer, type WindowForm } from '../layer.ts';
import { list, output, signs4, size2, streamableOrFoldable } from '../settings.ts';
import { paddingOf, type Size, type Sliding, slide, windowCount } from '../sliding.ts';
import type { TensorType } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  weights: signs4.describe('[outputs][height][width][inputs], each 1 or -1'),
  bias: list.optional().describe('[outputs]; zero where it is left out'),
  stride: size2.default([1, 1]).describe('[down, across]; default [1, 1]'),
  hardware: streamableOrFoldable,
  output: output.optional(),
});

export type BinaryConv2d = z.output<typeof schema>;

export function slidingOf(x: TensorType, { weights, stride }: BinaryConv2d): Sliding {
  checkBinary('binary_conv2d', x);
  if (x.shape.length !== 3)
    fail('BW2108', `binary_conv2d takes [height, width, channels], not [${x.shape.join(', ')}]`, {
      help: 'put a reshape layer before it',
    });
  const [height, width, channels] = x.shape;
  if (weights[0][0][0].length !== channels)
    fail('BW2109', `${weights[0][0][0].length} weights at each place of a kernel, and ${channels} input channels`, {
      help: 'give one for each channel of the input',
    });
  const [size, kernel]: Size[] = [
    [height, width],
    [weights[0].length, weights[0][0].length],
  ];
  return { size, channels, kernel, stride, padding: paddingOf('valid', size, kernel, stride) };
}

export const binaryConv2d = defineLayer({
  name: 'binary_conv2d',
  summary: 'Convolution over +1 and -1: XNOR and population count',
  doc: 'The convolution of conv2d where the bit 1 of the input counts as +1 and the bit 0 as -1, and every weight is 1 or -1. The input is [height, width, channels] of uint1. There is no padding, as one bit has no zero. For one dimension reshape to a height of 1.',
  arity: [1, 1],
  schema,
  result: ([x], settings) => {
    const sliding = slidingOf(x, settings);
    const { weights, bias } = settings;
    checkCount(bias, weights.length, 'bias');
    const count = weights[0].flat(2).length;
    return { shape: [...windowCount(sliding), weights.length], ranges: [binaryRange(weights.length, count, bias)] };
  },
  exact,
  expand: (x) => slide(x, windowOf(x.types[0], x.params)),
  window: ([x], settings) => windowOf(x, settings),
  hls,
  matrix: (_, { weights, bias }) =>
    binaryMatrix(
      weights.map((kernel) => kernel.flat(2)),
      bias,
    ),
  cases: [
    {
      inputs: [{ shape: [3, 3, 1], format: 'uint1' }],
      settings: {
        weights: [
          [
            [[1], [-1]],
            [[1], [1]],
          ],
          [
            [[-1], [-1]],
            [[1], [-1]],
          ],
        ],
      },
    },
    {
      inputs: [{ shape: [2, 3, 2], format: 'uint1' }],
      settings: {
        weights: [[[[1, -1]], [[-1, -1]]]],
        stride: [1, 2],
        bias: { format: 'fixed<4,2>', raw: [-3] },
        output: { format: 'fixed<3,3>', round: 'RND_INF', overflow: 'SAT_SYM' },
      },
    },
  ],
});

function windowOf(x: TensorType, settings: BinaryConv2d): WindowForm {
  const { weights, bias } = settings;
  return {
    sliding: slidingOf(x, settings),
    pad: 0n,
    body: ({ d, finish }, patch) => {
      const bits = [...patch];
      return weights.map((kernel, o) => {
        const sum = xnorPopcount(d, bits, kernel.flat(2));
        return finish(withBias(d, sum, bias, o).named(`sum_${o}`), o);
      });
    },
  };
}
