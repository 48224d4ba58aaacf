/** What the convolutions of one and of two dimensions share: the datapath of a window, and its checks. */
import { fail } from '../diagnostics/diagnostic.ts';
import { type Constants, rowRaws } from '../exact/constants.ts';
import type { FixedFormat } from '../formats/format.ts';
import { affineRange, affineRow, expandAffine, multiplierOf, type Products } from './affine.ts';
import { checkCount } from './count.ts';
import type { MatrixForm, Result, WindowForm } from './layer.ts';
import { unionOf } from './range.ts';
import { type Sliding, windowCount } from './sliding.ts';
import { formatAt, type TensorType } from './tensor.ts';

export interface Convolution {
  readonly weights: Constants;
  readonly bias?: Constants;
  readonly groups: number;
  readonly products: Products;
  readonly sliding: Sliding;
}

export function checkConvolution({ weights, bias, groups, sliding }: Convolution): void {
  const [outputs, { channels }] = [weights.raw.length, sliding];
  if (channels % groups !== 0 || outputs % groups !== 0)
    fail('BW2108', `${groups} groups do not divide ${channels} input and ${outputs} output channels`, {
      help: 'give a number of groups that divides both',
    });
  const given = rowRaws(weights, 0).length / (sliding.kernel[0] * sliding.kernel[1]);
  if (given !== channels / groups)
    fail('BW2109', `${given} weights at each place of a kernel, and ${channels / groups} input channels`, {
      help: groups === 1 ? 'give one for each channel of the input' : 'give one for each channel of a group',
    });
  checkCount(bias, outputs, 'bias');
}

export function convolutionResult(x: TensorType, conv: Convolution): Result {
  checkConvolution(conv);
  const groups = groupsOf(x, conv);
  const ranges = groups.flatMap((g) => g.rows.map((row) => affineRange(row, g.columns)));
  return { shape: [...windowCount(conv.sliding), conv.weights.raw.length], ranges: [unionOf(ranges)] };
}

export function convolutionWindow(x: TensorType, conv: Convolution): WindowForm {
  const groups = groupsOf(x, conv);
  const { products, sliding } = conv;
  return {
    sliding,
    pad: 0n,
    body: ({ d, finish }, patch) => {
      const part = (places: readonly number[]) =>
        groups.length === 1 ? patch : d.vector(places.map((p) => patch.at(p)));
      const sums = groups.flatMap(({ rows, columns, places, name }) =>
        expandAffine(d, part(places), rows, columns, { products, name }),
      );
      return sums.map(finish);
    },
  };
}

/** The matrix over the elements of a window. */
export function convolutionMatrix(x: TensorType, conv: Convolution): MatrixForm {
  return { blocks: groupsOf(x, conv), multiplier: multiplierOf(conv.products) };
}

/** Input and output channels of a group. */
export function groupSizes({ weights, groups, sliding }: Convolution): { inputs: number; outputs: number } {
  return { inputs: sliding.channels / groups, outputs: weights.raw.length / groups };
}

/** The groups, each a matrix over its part of a window. */
function groupsOf(x: TensorType, conv: Convolution) {
  const { weights, bias, groups, sliding } = conv;
  const { kernel, channels } = sliding;
  const { inputs, outputs } = groupSizes(conv);
  const range = (n: number) => [...Array(n).keys()];
  return range(groups).map((g) => {
    const places = range(kernel[0] * kernel[1]).flatMap((p) => range(inputs).map((i) => p * channels + g * inputs + i));
    const columns = places.map((p): FixedFormat => formatAt(x, p));
    return {
      columns,
      places,
      rows: range(outputs).map((o) => affineRow(weights, bias, g * outputs + o, columns)),
      name: (o: number) => `acc_${g * outputs + o}`,
    };
  });
}
