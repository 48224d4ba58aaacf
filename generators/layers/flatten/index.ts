import { z } from 'zod';
import { defineLayer } from '../layer.ts';
import { rangeOf } from '../range.ts';
import { formatAt, sizeOf } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const flatten = defineLayer({
  name: 'flatten',
  summary: 'All elements as one list',
  doc: 'The elements in row-major order, [size]: of a picture [height, width, channels] all channels of the first pixel come first. No hardware.',
  arity: [1, 1],
  schema: z.strictObject({}),
  result: ([x]) => {
    const size = sizeOf(x.shape);
    const channels = x.formats.length === 1 ? 1 : size;
    return { shape: [size], ranges: Array.from({ length: channels }, (_, i) => rangeOf(formatAt(x, i))) };
  },
  exact,
  expand: (x) => x.elements(0).map(x.finish),
  reach: 'order',
  hls,
  cases: [
    { inputs: [{ shape: [2, 2, 1], format: 'fixed<3,1>' }], settings: {} },
    { inputs: [{ shape: [2, 2], format: ['fixed<4,2>', 'fixed<4,-1>'] }], settings: {} },
  ],
});
