import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import type { TensorType } from '../tensor.ts';
import type { Conv2d } from './index.ts';

/** The defining sum, element by element; outside the picture x is zero. */
export function exact<T>(
  f: Field<T>,
  { weights, bias, stride, padding, groups }: Conv2d,
  [{ shape }]: readonly TensorType[],
) {
  const [height, width, channels] = shape;
  const [outputs, rows, columns] = [weights.raw.length, weights.raw[0].length, weights.raw[0][0].length];
  const kernels = weights.raw.map((_, o) => rowValues(f, weights, o));
  const offsets = kernels.map((_, o) => (bias ? rowValues(f, bias, o)[0] : f.zero));
  const [vertical, horizontal] = [extent(height, rows, stride[0], 0), extent(width, columns, stride[1], 1)];

  function extent(size: number, kernel: number, step: number, axis: 0 | 1) {
    if (padding !== 'same') {
      const [before, after] = padding === 'valid' ? [0, 0] : padding[axis];
      return { before, count: Math.floor((size + before + after - kernel) / step) + 1 };
    }
    const count = Math.ceil(size / step);
    return { before: Math.floor(Math.max((count - 1) * step + kernel - size, 0) / 2), count };
  }

  return (x: readonly T[]): T[] => {
    const at = (r: number, c: number, k: number) =>
      r < 0 || r >= height || c < 0 || c >= width ? f.zero : x[(r * width + c) * channels + k];
    const result: T[] = [];
    for (let r = 0; r < vertical.count; r++)
      for (let c = 0; c < horizontal.count; c++)
        for (let o = 0; o < outputs; o++) {
          const perGroup = channels / groups;
          const first = Math.floor(o / (outputs / groups)) * perGroup;
          let sum = offsets[o];
          for (let i = 0; i < rows; i++)
            for (let j = 0; j < columns; j++)
              for (let k = 0; k < perGroup; k++) {
                const weight = kernels[o][(i * columns + j) * perGroup + k];
                const [y, z] = [r * stride[0] + i - vertical.before, c * stride[1] + j - horizontal.before];
                sum = f.add(sum, f.mul(weight, at(y, z, first + k)));
              }
          result.push(sum);
        }
    return result;
  };
}
