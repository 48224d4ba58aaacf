import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { binaryMatrix, binaryRange, checkBinary, withBias, xnorPopcount } from '../binary.ts';
import { checkCount } from '../count.ts';
import { defineLayer } from '../layer.ts';
import { foldable, list, output, signs2 } from '../settings.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  weights: signs2.describe('[outputs][inputs], each 1 or -1'),
  bias: list.optional().describe('[outputs]; zero where it is left out'),
  hardware: foldable,
  output: output.optional(),
});

export type BinaryDense = z.output<typeof schema>;

export const binaryDense = defineLayer({
  name: 'binary_dense',
  summary: 'Fully connected over +1 and -1: XNOR and population count',
  doc: 'y[o] = sum of weights[o][i] * s[i] over i, plus bias[o], where s[i] is +1 for the bit 1 and -1 for the bit 0. The input is a list of uint1, as a sign layer gives it. No product is computed: bits that equal their weights are counted (M. Rastegari et al., XNOR-Net, 2016).',
  arity: [1, 1],
  schema,
  result: ([x], { weights, bias }) => {
    checkBinary('binary_dense', x);
    const inputs = weights[0].length;
    if (x.shape.length !== 1)
      fail('BW2108', `binary_dense takes a list, not [${x.shape.join(', ')}]`, {
        help: 'put a flatten layer before it',
      });
    if (x.shape[0] !== inputs)
      fail('BW2109', `${inputs} weights for each output, and ${x.shape[0]} inputs`, {
        help: `give ${x.shape[0]} weights for each output`,
      });
    checkCount(bias, weights.length, 'bias');
    return { shape: [weights.length], ranges: [binaryRange(weights.length, inputs, bias)] };
  },
  exact,
  expand: (x) => {
    const bits = x.elements(0);
    return x.params.weights.map((row, o) =>
      x.finish(withBias(x.d, xnorPopcount(x.d, bits, row), x.params.bias, o).named(`sum_${o}`), o),
    );
  },
  hls,
  matrix: (_, { weights, bias }) => binaryMatrix(weights, bias),
  cases: [
    {
      inputs: [{ shape: [5], format: 'uint1' }],
      settings: {
        weights: [
          [1, -1, 1, 1, -1],
          [-1, -1, -1, -1, -1],
        ],
      },
    },
    {
      inputs: [{ shape: [8], format: 'uint1' }],
      settings: {
        weights: [[1, -1, 1, 1, -1, 1, 1, 1]],
        bias: { format: 'fixed<5,3>', raw: [-7] },
        output: { format: 'fixed<4,3>', overflow: 'SAT', round: 'RND' },
      },
    },
    { inputs: [{ shape: [1], format: 'uint1' }], settings: { weights: [[-1]] } },
  ],
});
