import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { type Convolution, convolutionMatrix, convolutionResult, convolutionWindow } from '../convolution.ts';
import { defineLayer } from '../layer.ts';
import { kernels2, list, output, padding2, positive, products, size2, streamableOrFoldable } from '../settings.ts';
import { paddingOf, type Size, slide } from '../sliding.ts';
import type { TensorType } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  weights: kernels2.describe('[outputs][height][width][inputs / groups]'),
  bias: list.optional().describe('[outputs]; zero where it is left out'),
  stride: size2.default([1, 1]).describe('[down, across]; default [1, 1]'),
  padding: padding2
    .default('valid')
    .describe("'valid' (none, the default), 'same', or [[top, bottom], [left, right]] zeros"),
  groups: positive.default(1).describe('groups of channels that see only each other; as many as inputs: depthwise'),
  products,
  hardware: streamableOrFoldable,
  output: output.optional(),
});

export type Conv2d = z.output<typeof schema>;

/** The convolution that these settings describe over a picture [height, width, channels]. */
export function convolutionOf(
  x: TensorType,
  { weights, bias, stride, padding, groups, products }: Conv2d,
): Convolution {
  if (x.shape.length !== 3)
    fail('BW2108', `conv2d takes [height, width, channels], not [${x.shape.join(', ')}]`, {
      help: 'put a reshape layer before it',
    });
  const [height, width, channels] = x.shape;
  const kernel: Size = [weights.raw[0].length, weights.raw[0][0].length];
  const size: Size = [height, width];
  const sliding = { size, channels, kernel, stride, padding: paddingOf(padding, size, kernel, stride) };
  return { weights, bias, groups, products, sliding };
}

export const conv2d = defineLayer({
  name: 'conv2d',
  summary: 'Convolution over a picture',
  doc: 'y[r][c][o] = sum of weights[o][i][j][k] * x[r*stride + i - top][c*stride + j - left][k] over i, j, k, plus bias[o]; x is zero outside the picture. The input is [height, width, channels]. With groups, output channels see the input channels of their own group only; with as many groups as channels it is a depthwise convolution. Padding same gives ceil(size / stride) rows and columns, the odd one behind. The hardware is one module for a window, instantiated at every place.',
  arity: [1, 1],
  schema,
  result: ([x], settings) => convolutionResult(x, convolutionOf(x, settings)),
  exact,
  expand: (x) => slide(x, convolutionWindow(x.types[0], convolutionOf(x.types[0], x.params))),
  window: ([x], settings) => convolutionWindow(x, convolutionOf(x, settings)),
  matrix: ([x], settings) => convolutionMatrix(x, convolutionOf(x, settings)),
  hls,
  cases: [
    {
      inputs: [{ shape: [3, 3, 1], format: 'fixed<4,1>' }],
      settings: {
        weights: {
          format: 'fixed<3,1>',
          raw: [
            [
              [[1], [-2]],
              [[3], [0]],
            ],
            [
              [[-4], [2]],
              [[1], [1]],
            ],
          ],
        },
        bias: { format: 'fixed<4,0>', raw: [3, -8] },
        output: { format: 'fixed<5,2>', round: 'RND', overflow: 'SAT' },
      },
    },
    {
      inputs: [{ shape: [3, 4, 2], format: 'fixed<3,1>' }],
      settings: {
        weights: {
          format: ['fixed<3,1>', 'fixed<3,3>'],
          raw: [
            [
              [[1], [2]],
              [[-3], [1]],
            ],
            [
              [[2], [-1]],
              [[0], [3]],
            ],
          ],
        },
        groups: 2,
        stride: [2, 1],
        padding: 'same',
      },
    },
    {
      inputs: [{ shape: [2, 3, 2], format: ['fixed<3,1>', 'fixed<3,0>'] }],
      settings: {
        weights: { format: 'ufixed<2,1>', raw: [[[[1, 3]], [[2, 0]]]] },
        padding: [
          [1, 0],
          [0, 2],
        ],
        stride: [1, 3],
      },
    },
    {
      inputs: [{ shape: [2, 2, 4], format: 'ufixed<2,1>' }],
      settings: {
        weights: {
          format: 'fixed<3,3>',
          raw: [[[[1, -1]]], [[[2, 3]]], [[[-4, 0]]], [[[1, 1]]], [[[3, 2]]], [[[0, 0]]]],
        },
        groups: 2,
        products: 'auto',
        output: { format: ['fixed<3,3>', 'fixed<3,2>', 'fixed<3,4>', 'fixed<3,3>', 'fixed<3,3>', 'fixed<3,1>'] },
      },
    },
  ],
});
