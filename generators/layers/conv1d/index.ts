import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { type Convolution, convolutionMatrix, convolutionResult, convolutionWindow } from '../convolution.ts';
import { defineLayer } from '../layer.ts';
import { kernels1, list, output, padding1, positive, products, streamableOrFoldable } from '../settings.ts';
import { paddingOf, type Size, slide } from '../sliding.ts';
import type { TensorType } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  weights: kernels1.describe('[outputs][size][inputs / groups]'),
  bias: list.optional().describe('[outputs]; zero where it is left out'),
  stride: positive.default(1).describe('default 1'),
  padding: padding1.default('valid').describe("'valid' (none, the default), 'same', or [before, after] zeros"),
  groups: positive.default(1).describe('groups of channels that see only each other; as many as inputs: depthwise'),
  products,
  hardware: streamableOrFoldable,
  output: output.optional(),
});

export type Conv1d = z.output<typeof schema>;

/** A picture of height 1. */
export function convolutionOf(
  x: TensorType,
  { weights, bias, stride, padding, groups, products }: Conv1d,
): Convolution {
  if (x.shape.length !== 2)
    fail('BW2108', `conv1d takes [time, channels], not [${x.shape.join(', ')}]`, {
      help: 'put a reshape layer before it',
    });
  const [time, channels] = x.shape;
  const [kernel, steps, size]: Size[] = [
    [1, weights.raw[0].length],
    [1, stride],
    [1, time],
  ];
  const given = typeof padding === 'string' ? padding : ([[0, 0], padding] as const);
  const sliding = { size, channels, kernel, stride: steps, padding: paddingOf(given, size, kernel, steps) };
  return { weights, bias, groups, products, sliding };
}

export const conv1d = defineLayer({
  name: 'conv1d',
  summary: 'Convolution over time',
  doc: 'y[t][o] = sum of weights[o][i][k] * x[t*stride + i - before][k] over i and k, plus bias[o]; x is zero outside. The input is [time, channels]. Groups and padding are those of conv2d.',
  arity: [1, 1],
  schema,
  result: ([x], settings) => {
    const { shape, ranges } = convolutionResult(x, convolutionOf(x, settings));
    return { shape: shape.slice(1), ranges };
  },
  exact,
  expand: (x) => slide(x, convolutionWindow(x.types[0], convolutionOf(x.types[0], x.params))),
  window: ([x], settings) => convolutionWindow(x, convolutionOf(x, settings)),
  matrix: ([x], settings) => convolutionMatrix(x, convolutionOf(x, settings)),
  hls,
  cases: [
    {
      inputs: [{ shape: [5, 1], format: 'fixed<4,1>' }],
      settings: {
        weights: {
          format: 'fixed<3,1>',
          raw: [
            [[1], [-2], [3]],
            [[-4], [2], [1]],
          ],
        },
        bias: { format: 'fixed<4,0>', raw: [3, -8] },
        output: { format: 'fixed<5,2>', round: 'RND', overflow: 'SAT' },
      },
    },
    {
      inputs: [{ shape: [4, 2], format: 'fixed<3,1>' }],
      settings: {
        weights: {
          format: ['fixed<3,1>', 'fixed<3,3>'],
          raw: [
            [[1], [2]],
            [[-3], [1]],
          ],
        },
        groups: 2,
        stride: 3,
        padding: 'same',
      },
    },
    {
      inputs: [{ shape: [3, 2], format: ['fixed<3,1>', 'fixed<3,0>'] }],
      settings: {
        weights: {
          format: 'ufixed<2,1>',
          raw: [
            [
              [1, 3],
              [2, 0],
            ],
          ],
        },
        padding: [1, 2],
      },
    },
  ],
});
