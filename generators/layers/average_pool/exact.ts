import type { Field } from '../../exact/field.ts';
import { windowValues } from '../../exact/windows.ts';
import type { TensorType } from '../tensor.ts';
import type { AveragePool } from './index.ts';

/** The sum of a window's elements over their number. */
export function exact<T>(f: Field<T>, settings: AveragePool, [{ shape }]: readonly TensorType[]) {
  return (x: readonly T[]): T[] =>
    windowValues(x, shape, settings).map((values) => f.div(values.reduce(f.add), values.length));
}
