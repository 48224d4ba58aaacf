import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import type { Dense } from './index.ts';

/** The sum of weights[o][i] * x[i] and bias[o]. */
export function exact<T>(f: Field<T>, { weights, bias }: Dense) {
  const rows = weights.raw.map((_, o) => rowValues(f, weights, o));
  const offsets = rows.map((_, o) => (bias ? rowValues(f, bias, o)[0] : f.zero));
  return (x: readonly T[]): T[] =>
    rows.map((row, o) => row.reduce((sum, w, i) => f.add(sum, f.mul(w, x[i])), offsets[o]));
}
