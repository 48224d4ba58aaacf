import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';
import { windowValues } from '../../exact/windows.ts';
import type { TensorType } from '../tensor.ts';
import type { BinaryConv2d } from './index.ts';

/** Over every window, the sum of weights[o][i][j][k] * s[i][j][k] and bias[o], s being +1 for 1 and -1 for 0. */
export function exact<T>(f: Field<T>, { weights, bias, stride }: BinaryConv2d, [{ shape }]: readonly TensorType[]) {
  const size = [weights[0].length, weights[0][0].length];
  const channels = shape[2];
  const [one, minusOne] = [f.of(Rational.of(1)), f.of(Rational.of(-1))];
  return (x: readonly T[]): T[] => {
    const s = x.map((bit) => (f.cmp(bit, f.zero) > 0 ? one : minusOne));
    const windows = windowValues(s, shape, { size, stride });
    return Array.from({ length: windows.length / channels }, (_, pixel) =>
      weights.map((kernel, o) => {
        let sum = bias ? rowValues(f, bias, o)[0] : f.zero;
        for (const [p, places] of kernel.flat().entries())
          for (const [k, weight] of places.entries())
            sum = f.add(sum, f.mul(f.of(Rational.of(weight)), windows[pixel * channels + k][p]));
        return sum;
      }),
    ).flat();
  };
}
