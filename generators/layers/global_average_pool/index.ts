import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { defineLayer } from '../layer.ts';
import { averageRange } from '../pooling.ts';
import { output, streamable } from '../settings.ts';
import { channelsOf, sizeOf } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const globalAveragePool = defineLayer({
  name: 'global_average_pool',
  summary: 'The mean of every channel',
  doc: 'y[k] = the mean of all x of channel k, over [height, width, channels] or [time, channels]; rounded once, after the division. Where the number of elements is no power of two it needs an output format.',
  arity: [1, 1],
  schema: z.strictObject({ hardware: streamable, output: output.optional() }),
  result: ([x]) => {
    if (x.shape.length < 2)
      fail('BW2108', `global_average_pool takes a tensor with axes before its channels, not [${x.shape.join(', ')}]`, {
        help: 'put a reshape layer before it',
      });
    const count = sizeOf(x.shape.slice(0, -1));
    return { shape: [channelsOf(x.shape)], ranges: x.formats.map((f) => averageRange(f, count)) };
  },
  exact,
  expand: (x) => {
    const channels = channelsOf(x.type.shape);
    const elements = x.elements(0);
    return Array.from({ length: channels }, (_, k) => {
      const own = elements.filter((_, place) => place % channels === k);
      return x.finishQuotient(x.d.sum(own), own.length, k);
    });
  },
  hls,
  total: {
    finish: (x, sum, channel) => x.finishQuotient(sum, sizeOf(x.types[0].shape.slice(0, -1)), channel),
  },
  cases: [
    { inputs: [{ shape: [2, 2, 2], format: 'fixed<3,1>' }], settings: {} },
    {
      inputs: [{ shape: [3, 2], format: ['fixed<3,2>', 'fixed<3,0>'] }],
      settings: { output: { format: 'fixed<4,1>', round: 'RND', overflow: 'SAT' } },
    },
  ],
});
