import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { affineRange, affineRow, expandAffine, multiplierOf } from '../affine.ts';
import { checkCount } from '../count.ts';
import { defineLayer, type MatrixBlock } from '../layer.ts';
import { unionOf } from '../range.ts';
import { foldable, list, matrix, output, products } from '../settings.ts';
import { formatAt, type TensorType } from '../tensor.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';

const schema = z.strictObject({
  weights: matrix.describe('[outputs][inputs]'),
  bias: list.optional().describe('[outputs]; zero where it is left out'),
  products,
  hardware: foldable,
  output: output.optional(),
});

export type Dense = z.output<typeof schema>;

export const dense = defineLayer({
  name: 'dense',
  summary: 'Fully connected: weights times inputs, plus bias',
  doc: 'y[o] = sum of weights[o][i] * x[i] over i, plus bias[o]. The input is a list, [inputs]; the result is [outputs]. Every sum is exact, in the narrowest accumulator that these weights and the format of the input can fill.',
  arity: [1, 1],
  schema,
  result: ([x], { weights, bias }) => {
    const inputs = weights.raw[0].length;
    if (x.shape.length !== 1)
      fail('BW2108', `dense takes a list, not [${x.shape.join(', ')}]`, { help: 'put a flatten layer before it' });
    if (x.shape[0] !== inputs)
      fail('BW2109', `${inputs} weights for each output, and ${x.shape[0]} inputs`, {
        help: `give ${x.shape[0]} weights for each output`,
      });
    checkCount(bias, weights.raw.length);
    const { rows, columns } = matrixOf(x, { weights, bias });
    return { shape: [weights.raw.length], ranges: [unionOf(rows.map((row) => affineRange(row, columns)))] };
  },
  exact,
  expand: (x) => {
    const { products } = x.params;
    const { rows, columns } = matrixOf(x.types[0], x.params);
    return expandAffine(x.d, x.inputs[0], rows, columns, { products, name: (o) => `acc_${o}` }).map(x.finish);
  },
  matrix: ([x], settings) => ({ blocks: [matrixOf(x, settings)], multiplier: multiplierOf(settings.products) }),
  hls,
  cases: [
    {
      inputs: [{ shape: [4], format: 'fixed<8,1>' }],
      settings: {
        weights: {
          format: 'fixed<4,1>',
          raw: [
            [3, -7, 0, 2],
            [-8, 1, 5, 7],
          ],
        },
        bias: { format: 'fixed<6,1>', raw: [-12, 31] },
        output: { format: 'fixed<8,2>', round: 'RND_CONV', overflow: 'SAT' },
      },
    },
    {
      inputs: [{ shape: [2], format: 'ufixed<5,2>' }],
      settings: {
        weights: {
          format: ['fixed<4,1>', 'ufixed<3,5>', 'fixed<3,-1>'],
          raw: [
            [-3, 5],
            [4, 4],
            [0, 0],
          ],
        },
        products: 'lut',
      },
    },
    {
      inputs: [{ shape: [3], format: ['fixed<4,2>', 'fixed<4,0>', 'fixed<4,7>'] }],
      settings: {
        weights: { format: 'fixed<4,1>', raw: [[1, -2, 3]] },
        bias: { format: ['fixed<3,-3>'], raw: [-3] },
        output: { format: 'fixed<5,5>', overflow: 'SAT_SYM', round: 'TRN_ZERO' },
      },
    },
    {
      inputs: [{ shape: [2], format: 'fixed<6,3>' }],
      settings: {
        weights: {
          format: 'fixed<3,3>',
          raw: [
            [2, -1],
            [-4, 3],
          ],
        },
        products: 'dsp',
        output: { format: ['fixed<6,3>', 'fixed<6,5>'], round: 'RND' },
      },
    },
  ],
});

function matrixOf(x: TensorType, { weights, bias }: Pick<Dense, 'weights' | 'bias'>): MatrixBlock {
  const places = Array.from({ length: x.shape[0] }, (_, i) => i);
  const columns = places.map((i) => formatAt(x, i));
  return { rows: weights.raw.map((_, o) => affineRow(weights, bias, o, columns)), places, columns };
}
