import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { defineLayer } from '../layer.ts';
import { rangeOf, unionOf } from '../range.ts';
import { output } from '../settings.ts';
import { channelsOf, formatAt, sizeOf } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const concat = defineLayer({
  name: 'concat',
  summary: 'The channels of several tensors, one after the other',
  doc: 'The inputs joined along the last axis, the channels; all other axes must agree. Inputs in different formats meet in the smallest format that holds all; where one has formats by channel, the result has too.',
  arity: [2, 64],
  schema: z.strictObject({ output: output.optional() }),
  result: (inputs) => {
    const [first] = inputs;
    const frame = (shape: readonly number[]) => shape.slice(0, -1).join();
    for (const { shape } of inputs)
      if (shape.length === 0 || shape.length !== first.shape.length || frame(shape) !== frame(first.shape))
        fail('BW2108', `[${shape.join(', ')}] and [${first.shape.join(', ')}] differ in more than their channels`, {
          help: 'bring the inputs to one shape but for the last axis',
        });
    const channels = inputs.map((t) => channelsOf(t.shape));
    const ranges = inputs.flatMap((t, i) => Array.from({ length: channels[i] }, (_, c) => rangeOf(formatAt(t, c))));
    return {
      shape: [...first.shape.slice(0, -1), channels.reduce((a, b) => a + b)],
      ranges: inputs.every((t) => t.formats.length === 1) ? [unionOf(ranges)] : ranges,
    };
  },
  exact,
  expand: (x) => {
    const sources = x.types.map((t, i) => ({ channels: channelsOf(t.shape), elements: x.elements(i) }));
    const pixels = sizeOf(x.type.shape.slice(0, -1));
    const joined = Array.from({ length: pixels }, (_, p) =>
      sources.flatMap(({ channels, elements }) => elements.slice(p * channels, (p + 1) * channels)),
    );
    return joined.flat().map(x.finish);
  },
  reach: 'pixel',
  hls,
  cases: [
    {
      inputs: [
        { shape: [2, 1], format: 'fixed<4,2>' },
        { shape: [2, 2], format: 'ufixed<3,3>' },
      ],
      settings: {},
    },
    {
      inputs: [
        { shape: [1], format: 'fixed<3,2>' },
        { shape: [2], format: ['fixed<3,1>', 'fixed<3,5>'] },
        { shape: [1], format: 'ufixed<3,0>' },
      ],
      settings: {},
    },
    {
      inputs: [
        { shape: [2], format: 'fixed<5,2>' },
        { shape: [1], format: 'fixed<4,3>' },
      ],
      settings: { output: { format: 'fixed<4,2>', round: 'RND_ZERO', overflow: 'SAT_ZERO' } },
    },
  ],
});
