import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import type { TensorType } from '../tensor.ts';
import type { Conv1d } from './index.ts';

/** The defining sum, element by element; before the first and after the last sample x is zero. */
export function exact<T>(
  f: Field<T>,
  { weights, bias, stride, padding, groups }: Conv1d,
  [{ shape }]: readonly TensorType[],
) {
  const [time, channels] = shape;
  const [outputs, size] = [weights.raw.length, weights.raw[0].length];
  const [ins, outs] = [channels / groups, outputs / groups];
  const kernels = weights.raw.map((_, o) => rowValues(f, weights, o));
  const [first, count] = windows();

  /** Where the first window begins before the input, and how many there are. */
  function windows(): [before: number, count: number] {
    const same = Math.ceil(time / stride);
    if (padding === 'same') return [Math.floor(Math.max((same - 1) * stride + size - time, 0) / 2), same];
    const [before, after] = padding === 'valid' ? [0, 0] : padding;
    return [before, Math.floor((time + before + after - size) / stride) + 1];
  }

  return (x: readonly T[]): T[] =>
    Array.from({ length: count * outputs }, (_, place) => {
      const [t, o] = [Math.floor(place / outputs), place % outputs];
      let sum = bias ? rowValues(f, bias, o)[0] : f.zero;
      for (let i = 0; i < size; i++) {
        const at = t * stride + i - first;
        if (at < 0 || at >= time) continue;
        for (let k = 0; k < ins; k++)
          sum = f.add(sum, f.mul(kernels[o][i * ins + k], x[at * channels + Math.floor(o / outs) * ins + k]));
      }
      return sum;
    });
}
