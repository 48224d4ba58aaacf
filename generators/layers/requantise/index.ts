import { z } from 'zod';
import { elementwise, expandEach } from '../elementwise.ts';
import { defineLayer } from '../layer.ts';
import { output } from '../settings.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

export const requantise = defineLayer({
  name: 'requantise',
  summary: 'The same values in another format',
  doc: 'y = x, rounded and brought into range as `output` says. Every other layer can do this at its own end; this one stands where two layers read one result in different formats, or where binary points per channel must become one.',
  arity: [1, 1],
  schema: z.strictObject({ output }),
  result: ([x]) => elementwise(x, (range) => range),
  exact,
  expand: (x) => expandEach(x, (e) => e),
  reach: 'element',
  hls,
  cases: [
    {
      inputs: [{ shape: [3], format: 'fixed<8,3>' }],
      settings: { output: { format: 'fixed<5,2>', round: 'RND_CONV', overflow: 'SAT' } },
    },
    {
      inputs: [{ shape: [1, 2], format: ['fixed<6,3>', 'fixed<6,1>'] }],
      settings: { output: { format: 'ufixed<4,2>', overflow: 'WRAP:1' } },
    },
    {
      inputs: [{ shape: [2, 2], format: 'fixed<5,3>' }],
      settings: { output: { format: ['fixed<4,3>', 'fixed<4,1>'], round: 'RND_ZERO', overflow: 'WRAP_SM' } },
    },
  ],
});
