import type { z } from 'zod';
import type { Signal } from '../../design/signal.ts';
import type { FixedFormat } from '../../formats/format.ts';
import { rawRange } from '../../formats/range.ts';
import { inChannel } from '../expand.ts';
import { defineLayer, type WindowForm } from '../layer.ts';
import { paddedPoolSchema, pooledShape, slidingOf } from '../pooling.ts';
import { rangeOf } from '../range.ts';
import { slide, windowCount } from '../sliding.ts';
import { portType, type TensorType } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export type MaxPool = z.output<typeof paddedPoolSchema>;

export const maxPool = defineLayer({
  name: 'max_pool',
  summary: 'The largest value of every window',
  doc: 'y[r][c][k] = the largest x of channel k in a window, over [height, width, channels] or [time, channels]. Padding takes no part: in hardware it is the smallest value of the format, which nothing falls below.',
  arity: [1, 1],
  schema: paddedPoolSchema,
  result: ([x], settings) => ({
    shape: pooledShape(x, windowCount(slidingOf('max_pool', x, settings))),
    ranges: x.formats.map(rangeOf),
  }),
  exact,
  expand: (x) => slide(x, windowOf(x.types[0], x.params)),
  window: ([x], settings) => windowOf(x, settings),
  hls,
  cases: [
    { inputs: [{ shape: [4, 4, 1], format: 'fixed<3,1>' }], settings: { size: [2, 2] } },
    {
      inputs: [{ shape: [3, 3, 2], format: ['fixed<3,1>', 'fixed<3,2>'] }],
      settings: {
        size: [3, 3],
        stride: [2, 2],
        padding: [
          [1, 1],
          [1, 1],
        ],
      },
    },
    { inputs: [{ shape: [5, 2], format: 'ufixed<3,1>' }], settings: { size: [2], padding: 'same' } },
    { inputs: [{ shape: [3, 1], format: 'fixed<4,2>' }], settings: { size: [1], stride: [2] } },
    {
      inputs: [{ shape: [3, 1], format: 'fixed<4,2>' }],
      settings: { size: [3], output: { format: 'ufixed<3,2>', round: 'RND', overflow: 'SAT' } },
    },
  ],
});

function windowOf(type: TensorType, settings: MaxPool): WindowForm {
  const sliding = slidingOf('max_pool', type, settings);
  const { width } = type.formats[0];
  return {
    sliding,
    pad: BigInt.asUintN(width, rawRange(portType(type).element as FixedFormat).min),
    body: ({ finish }, patch) => {
      const elements = [...patch];
      return Array.from({ length: sliding.channels }, (_, k) => {
        const own = elements.filter((_, place) => place % sliding.channels === k);
        return finish(largest(own.map((e) => inChannel(e, type, k))).named(`max_${k}`), k);
      });
    },
  };
}

/** A tree of comparators. */
function largest(values: readonly Signal[]): Signal {
  if (values.length === 1) return values[0].scalb(0);
  const half = Math.ceil(values.length / 2);
  return largest(values.slice(0, half)).max(largest(values.slice(half)));
}
