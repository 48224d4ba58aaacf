import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { defineLayer } from '../layer.ts';
import { addRanges, rangeOf } from '../range.ts';
import { output } from '../settings.ts';
import { channelsOf, formatAt } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const add = defineLayer({
  name: 'add',
  summary: 'Sum of two tensors, as in a shortcut',
  doc: 'y = a + b, element by element, over two tensors of one shape. Their formats may differ: the binary points are aligned by wiring, and nothing is lost before the sum is rounded.',
  arity: [2, 2],
  schema: z.strictObject({ output: output.optional() }),
  result: ([a, b]) => {
    if (a.shape.join() !== b.shape.join())
      fail('BW2108', `add takes two tensors of one shape, not [${a.shape.join(', ')}] and [${b.shape.join(', ')}]`, {
        help: 'bring both branches to one shape',
      });
    const channels = a.formats.length === 1 && b.formats.length === 1 ? 1 : channelsOf(a.shape);
    const sum = (c: number) => addRanges(rangeOf(formatAt(a, c)), rangeOf(formatAt(b, c)));
    return { shape: a.shape, ranges: Array.from({ length: channels }, (_, c) => sum(c)) };
  },
  exact,
  expand: (x) => {
    const [a, b] = [x.elements(0), x.elements(1)];
    return a.map((e, place) => x.finish(e.add(b[place]), place));
  },
  reach: 'element',
  hls,
  cases: [
    {
      inputs: [
        { shape: [2], format: 'fixed<6,2>' },
        { shape: [2], format: 'fixed<4,3>' },
      ],
      settings: { output: { format: 'fixed<6,3>', round: 'RND_CONV', overflow: 'SAT' } },
    },
    {
      inputs: [
        { shape: [1, 2], format: 'ufixed<3,1>' },
        { shape: [1, 2], format: ['fixed<3,4>', 'fixed<3,0>'] },
      ],
      settings: {},
    },
  ],
});
