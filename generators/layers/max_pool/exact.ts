import type { Field } from '../../exact/field.ts';
import { windowValues } from '../../exact/windows.ts';
import type { TensorType } from '../tensor.ts';
import type { MaxPool } from './index.ts';

/** The largest of a window's elements inside the picture. */
export function exact<T>(f: Field<T>, settings: MaxPool, [{ shape }]: readonly TensorType[]) {
  return (x: readonly T[]): T[] =>
    windowValues(x, shape, settings).map((values) => values.reduce((a, b) => (f.cmp(a, b) < 0 ? b : a)));
}
