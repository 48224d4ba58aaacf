import { z } from 'zod';
import { constantRangeOf, constantSignal } from '../constant.ts';
import { checkCount } from '../count.ts';
import { channelwise, expandEach } from '../elementwise.ts';
import { defineLayer } from '../layer.ts';
import { addRanges, scaleRange } from '../range.ts';
import { list, output } from '../settings.ts';
import { channelsOf } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  scale: list.describe('[channels]: gamma / sqrt(variance + epsilon)'),
  shift: list.describe('[channels]: beta - mean * scale'),
  output: output.optional(),
});

export type BatchNorm = z.output<typeof schema>;

export const batchNorm = defineLayer({
  name: 'batch_norm',
  summary: 'Scale and shift of every channel',
  doc: 'y = x * scale[c] + shift[c] for every element of channel c, the last axis: what batch normalisation is once it is trained, with its own fixed-point constants. It rounds once, after the addition. `foldBatchNorm` merges it into the weights of the layer before it.',
  arity: [1, 1],
  schema,
  result: ([x], { scale, shift }) => {
    checkCount(scale, channelsOf(x.shape), 'scale');
    checkCount(shift, channelsOf(x.shape), 'shift');
    return channelwise(x, (range, c) =>
      addRanges(scaleRange(range, constantRangeOf(scale, c)), constantRangeOf(shift, c)),
    );
  },
  exact,
  expand: (x) => {
    const { scale, shift } = x.params;
    return expandEach(x, (e, c) => e.mul(constantSignal(x.d, scale, c)).add(constantSignal(x.d, shift, c)));
  },
  reach: 'pixel',
  hls,
  cases: [
    {
      inputs: [{ shape: [2, 2], format: 'fixed<6,2>' }],
      settings: {
        scale: { format: 'fixed<5,1>', raw: [-11, 13] },
        shift: { format: 'fixed<5,2>', raw: [7, -16] },
        output: { format: 'fixed<7,3>', round: 'RND', overflow: 'SAT' },
      },
    },
    {
      inputs: [{ shape: [1, 2], format: ['fixed<5,2>', 'fixed<5,-1>'] }],
      settings: {
        scale: { format: ['ufixed<3,1>', 'ufixed<3,4>'], raw: [5, 3] },
        shift: { format: 'fixed<4,0>', raw: [0, -3] },
      },
    },
    {
      inputs: [{ shape: [1], format: 'ufixed<6,2>' }],
      settings: { scale: { format: 'fixed<4,0>', raw: [-7] }, shift: { format: 'fixed<3,3>', raw: [0] } },
    },
  ],
});
