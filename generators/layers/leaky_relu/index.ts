import { z } from 'zod';
import { Rational } from '../../exact/rational.ts';
import { elementwise, expandEach } from '../elementwise.ts';
import { defineLayer } from '../layer.ts';
import { constantRange, type Range, scaleRange } from '../range.ts';
import { exactNumber, output } from '../settings.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  slope: exactNumber
    .refine((s) => s > 0 && s < 1, 'the slope lies between 0 and 1')
    .describe('factor of negative values; a power of two costs no multiplier'),
  output: output.optional(),
});

export type LeakyRelu = z.output<typeof schema>;

export const leakyRelu = defineLayer({
  name: 'leaky_relu',
  summary: 'Negative values times a small slope',
  doc: 'y = x where x is zero or above, otherwise slope * x, element by element. With 0 < slope < 1 that is the larger of x and slope * x.',
  arity: [1, 1],
  schema,
  result: ([x], { slope }) =>
    elementwise(x, (range): Range => {
      const below = scaleRange(range, constantRange(Rational.fromNumber(slope)));
      const lo = range.lo.sign() < 0 ? below.lo : range.lo;
      return { lo, hi: range.hi, frac: range.lo.sign() < 0 ? finer(range, below) : range.frac };
    }),
  exact,
  expand: (x) => expandEach(x, (e) => e.max(e.mul(x.params.slope))),
  reach: 'element',
  hls,
  cases: [
    { inputs: [{ shape: [2], format: 'fixed<5,2>' }], settings: { slope: 0.125 } },
    {
      inputs: [{ shape: [2], format: 'fixed<5,3>' }],
      settings: { slope: 0.375, output: { format: 'fixed<5,2>', round: 'RND_CONV', overflow: 'SAT' } },
    },
    { inputs: [{ shape: [2], format: 'ufixed<4,2>' }], settings: { slope: 0.25 } },
    { inputs: [{ shape: [1, 2], format: ['fixed<4,2>', 'fixed<4,0>'] }], settings: { slope: 0.5 } },
  ],
});

function finer(a: Range, b: Range): number {
  return Math.max(a.frac as number, b.frac as number);
}
