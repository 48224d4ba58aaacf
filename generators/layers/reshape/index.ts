import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { defineLayer } from '../layer.ts';
import { rangeOf } from '../range.ts';
import { positive } from '../settings.ts';
import { channelsOf, formatAt, sizeOf } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const reshape = defineLayer({
  name: 'reshape',
  summary: 'The same elements in another shape',
  doc: 'The elements keep their row-major order. The number of elements must stay; binary points per channel must stay with their channels, so the new last axis is a multiple of the old one. No hardware.',
  arity: [1, 1],
  schema: z.strictObject({ shape: z.array(positive).describe('the new shape, last axis the channel') }),
  result: ([x], { shape }) => {
    const [from, to] = [sizeOf(x.shape), sizeOf(shape)];
    if (from !== to)
      fail('BW2108', `[${x.shape.join(', ')}] has ${from} elements and [${shape.join(', ')}] has ${to}`, {
        help: `give a shape of ${from} elements`,
      });
    const channels = channelsOf(shape);
    if (x.formats.length > 1 && channels % x.formats.length !== 0)
      fail('BW2111', `${x.formats.length} formats by channel do not go over to ${channels} channels`, {
        help: 'requantise to one format first',
      });
    const count = x.formats.length === 1 ? 1 : channels;
    return { shape, ranges: Array.from({ length: count }, (_, i) => rangeOf(formatAt(x, i))) };
  },
  exact,
  expand: (x) => x.elements(0).map(x.finish),
  reach: 'order',
  hls,
  cases: [
    { inputs: [{ shape: [4], format: 'fixed<3,1>' }], settings: { shape: [2, 2, 1] } },
    { inputs: [{ shape: [3, 2], format: ['fixed<4,2>', 'fixed<4,-1>'] }], settings: { shape: [1, 6] } },
  ],
});
