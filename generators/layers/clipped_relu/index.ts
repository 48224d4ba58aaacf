import type { z } from 'zod';
import { clipResult, clipSchema, expandClip } from '../clip.ts';
import { defineLayer } from '../layer.ts';
import { exactNumber } from '../settings.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = clipSchema.extend({
  limit: exactNumber.refine((l) => l > 0, 'the limit is positive').describe('upper end'),
});

export type ClippedRelu = z.output<typeof schema>;

export const clippedRelu = defineLayer({
  name: 'clipped_relu',
  summary: 'Values brought into 0 to a limit',
  doc: 'y = min(max(x, 0), limit), element by element. The limit is any number of 32 bits or fewer.',
  arity: [1, 1],
  schema,
  result: ([x], { limit }) => clipResult(x, limit),
  exact,
  expand: (x) => expandClip(x, x.params.limit),
  reach: 'element',
  hls,
  cases: [
    { inputs: [{ shape: [2], format: 'fixed<5,2>' }], settings: { limit: 1 } },
    { inputs: [{ shape: [2], format: 'fixed<4,3>' }], settings: { limit: 1.25 } },
    { inputs: [{ shape: [2], format: 'fixed<4,1>' }], settings: { limit: 100 } },
  ],
});
