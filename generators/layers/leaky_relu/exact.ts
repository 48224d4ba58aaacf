import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';
import type { LeakyRelu } from './index.ts';

/** x, or slope * x below zero. */
export function exact<T>(f: Field<T>, { slope }: LeakyRelu) {
  const factor = f.of(Rational.fromNumber(slope));
  return (x: readonly T[]): T[] => x.map((v) => (f.cmp(v, f.zero) < 0 ? f.mul(factor, v) : v));
}
