import type { z } from 'zod';
import { inChannel } from '../expand.ts';
import { defineLayer, type WindowForm } from '../layer.ts';
import { averageRange, pooledShape, poolSchema, slidingOf } from '../pooling.ts';
import { slide, windowCount } from '../sliding.ts';
import type { TensorType } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export type AveragePool = z.output<typeof poolSchema>;

export const averagePool = defineLayer({
  name: 'average_pool',
  summary: 'The mean of every window',
  doc: 'y[r][c][k] = the mean of x of channel k in a window, over [height, width, channels] or [time, channels]; rounded once, after the division. A window of 2^n elements costs no arithmetic; any other needs an output format, and costs a product with a reciprocal that gives the very quotient.',
  arity: [1, 1],
  schema: poolSchema,
  result: ([x], settings) => {
    const sliding = slidingOf('average_pool', x, settings);
    const count = sliding.kernel[0] * sliding.kernel[1];
    return { shape: pooledShape(x, windowCount(sliding)), ranges: x.formats.map((f) => averageRange(f, count)) };
  },
  exact,
  expand: (x) => slide(x, windowOf(x.types[0], x.params)),
  window: ([x], settings) => windowOf(x, settings),
  hls,
  cases: [
    { inputs: [{ shape: [4, 2, 1], format: 'fixed<3,1>' }], settings: { size: [2, 2] } },
    {
      inputs: [{ shape: [3, 3, 1], format: 'fixed<3,1>' }],
      settings: { size: [3, 3], output: { format: 'fixed<5,2>', round: 'RND_CONV', overflow: 'SAT' } },
    },
    {
      inputs: [{ shape: [4, 2], format: ['fixed<3,2>', 'fixed<3,0>'] }],
      settings: { size: [3], stride: [1], output: { format: 'fixed<4,0>', round: 'RND_MIN_INF', overflow: 'WRAP' } },
    },
    {
      inputs: [{ shape: [3, 1], format: 'fixed<4,2>' }],
      settings: { size: [3], output: { format: 'fixed<3,1>', round: 'RND_ZERO', overflow: 'WRAP_SM' } },
    },
    {
      inputs: [{ shape: [5, 1], format: 'ufixed<2,2>' }],
      settings: { size: [5], output: { format: 'ufixed<4,1>', round: 'TRN_ZERO', overflow: 'WRAP' } },
    },
  ],
});

function windowOf(type: TensorType, settings: AveragePool): WindowForm {
  const sliding = slidingOf('average_pool', type, settings);
  const count = sliding.kernel[0] * sliding.kernel[1];
  return {
    sliding,
    pad: 0n,
    body: ({ d, finishQuotient }, patch) => {
      const elements = [...patch];
      return Array.from({ length: sliding.channels }, (_, k) => {
        const own = elements.filter((_, place) => place % sliding.channels === k);
        return finishQuotient(d.sum(own.map((e) => inChannel(e, type, k))), count, k);
      });
    },
  };
}
