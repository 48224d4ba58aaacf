import { z } from 'zod';
import { Rational } from '../../exact/rational.ts';
import { expandEach } from '../elementwise.ts';
import { defineLayer } from '../layer.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const sign = defineLayer({
  name: 'sign',
  summary: 'One bit: zero or above',
  doc: 'y = 1 where x is zero or above, otherwise 0, as uint1: how binarised layers write +1 and -1. A threshold other than zero is a bias layer before it.',
  arity: [1, 1],
  schema: z.strictObject({}),
  result: ([x]) => ({ shape: x.shape, ranges: [{ lo: Rational.ZERO, hi: Rational.ONE, frac: 0 }] }),
  exact,
  expand: (x) => expandEach(x, (e) => e.ge(0)),
  reach: 'element',
  hls,
  cases: [
    { inputs: [{ shape: [2], format: 'fixed<4,2>' }], settings: {} },
    { inputs: [{ shape: [2], format: ['fixed<4,2>', 'fixed<4,0>'] }], settings: {} },
    { inputs: [{ shape: [], format: 'ufixed<2,2>' }], settings: {} },
  ],
});
