import { z } from 'zod';
import { constantRangeOf, constantSignal } from '../constant.ts';
import { checkCount } from '../count.ts';
import { channelwise, expandEach } from '../elementwise.ts';
import { defineLayer } from '../layer.ts';
import { addRanges } from '../range.ts';
import { list, output } from '../settings.ts';
import { channelsOf } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({ bias: list.describe('[channels]'), output: output.optional() });

export type Bias = z.output<typeof schema>;

export const bias = defineLayer({
  name: 'bias',
  summary: 'A constant added to every channel',
  doc: 'y = x + bias[c] for every element of channel c, the last axis. The shape stays.',
  arity: [1, 1],
  schema,
  result: ([x], { bias }) => {
    checkCount(bias, channelsOf(x.shape), 'bias');
    return channelwise(x, (range, c) => addRanges(range, constantRangeOf(bias, c)));
  },
  exact,
  expand: (x) => expandEach(x, (e, c) => e.add(constantSignal(x.d, x.params.bias, c))),
  reach: 'pixel',
  hls,
  cases: [
    {
      inputs: [{ shape: [2, 3], format: 'fixed<6,2>' }],
      settings: { bias: { format: 'fixed<5,0>', raw: [-9, 0, 14] }, output: { format: 'fixed<6,2>', overflow: 'SAT' } },
    },
    {
      inputs: [{ shape: [2], format: ['ufixed<4,2>', 'ufixed<4,-1>'] }],
      settings: { bias: { format: ['fixed<3,1>', 'ufixed<2,3>'], raw: [-4, 3] } },
    },
  ],
});
