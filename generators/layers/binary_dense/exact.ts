import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';
import type { BinaryDense } from './index.ts';

/** The sum of weights[o][i] * s[i] and bias[o], s being +1 for 1 and -1 for 0. */
export function exact<T>(f: Field<T>, { weights, bias }: BinaryDense) {
  const signs = weights.map((row) => row.map((w) => f.of(Rational.of(w))));
  const offsets = weights.map((_, o) => (bias ? rowValues(f, bias, o)[0] : f.zero));
  const [one, minusOne] = [f.of(Rational.of(1)), f.of(Rational.of(-1))];
  return (x: readonly T[]): T[] => {
    const s = x.map((bit) => (f.cmp(bit, f.zero) > 0 ? one : minusOne));
    return signs.map((row, o) => row.reduce((sum, w, i) => f.add(sum, f.mul(w, s[i])), offsets[o]));
  };
}
