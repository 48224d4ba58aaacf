import type { Field } from '../../exact/field.ts';
import type { TensorType } from '../tensor.ts';

/** Pixel by pixel, the channels of every input in turn. */
export function exact<T>(_f: Field<T>, _settings: unknown, types: readonly TensorType[]) {
  return (...inputs: readonly (readonly T[])[]): T[] => {
    const channels = types.map((t) => t.shape[t.shape.length - 1]);
    const pixels = inputs[0].length / channels[0];
    const result: T[] = [];
    for (let p = 0; p < pixels; p++)
      for (const [i, x] of inputs.entries()) result.push(...x.slice(p * channels[i], (p + 1) * channels[i]));
    return result;
  };
}
