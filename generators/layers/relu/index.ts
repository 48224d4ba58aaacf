import { z } from 'zod';
import { Rational } from '../../exact/rational.ts';
import { elementwise, expandEach } from '../elementwise.ts';
import { defineLayer } from '../layer.ts';
import { clampRange } from '../range.ts';
import { output } from '../settings.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const relu = defineLayer({
  name: 'relu',
  summary: 'Negative values become zero',
  doc: 'y = max(x, 0), element by element. Without a format of its own the result is unsigned and a bit narrower.',
  arity: [1, 1],
  schema: z.strictObject({ output: output.optional() }),
  result: ([x]) => elementwise(x, (range) => clampRange(range, Rational.ZERO)),
  exact,
  expand: (x) => expandEach(x, (e) => e.max(0)),
  reach: 'element',
  hls,
  cases: [
    { inputs: [{ shape: [2, 2], format: 'fixed<4,2>' }], settings: {} },
    {
      inputs: [{ shape: [3], format: 'fixed<5,2>' }],
      settings: { output: { format: 'ufixed<3,1>', round: 'RND', overflow: 'SAT' } },
    },
    { inputs: [{ shape: [2, 2], format: ['fixed<4,2>', 'fixed<4,-1>'] }], settings: {} },
    { inputs: [{ shape: [], format: 'ufixed<4,2>' }], settings: {} },
  ],
});
