import { clipResult, clipSchema, expandClip } from '../clip.ts';
import { defineLayer } from '../layer.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const LIMIT = 6;

export const relu6 = defineLayer({
  name: 'relu6',
  summary: 'Values brought into 0 to 6',
  doc: 'y = min(max(x, 0), 6), element by element (A. Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010).',
  arity: [1, 1],
  schema: clipSchema,
  result: ([x]) => clipResult(x, LIMIT),
  exact,
  expand: (x) => expandClip(x, LIMIT),
  reach: 'element',
  hls,
  cases: [
    { inputs: [{ shape: [2], format: 'fixed<6,5>' }], settings: {} },
    { inputs: [{ shape: [2], format: 'fixed<5,2>' }], settings: {} },
    { inputs: [{ shape: [2], format: 'fixed<3,7>' }], settings: {} },
    { inputs: [{ shape: [1, 2], format: ['fixed<5,4>', 'fixed<5,6>'] }], settings: {} },
    {
      inputs: [{ shape: [2], format: 'fixed<6,4>' }],
      settings: { output: { format: 'ufixed<3,3>', round: 'RND', overflow: 'SAT' } },
    },
  ],
});
