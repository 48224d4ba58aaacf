import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';

/** 0 below 0, 6 above 6, otherwise x. */
export function exact<T>(f: Field<T>) {
  const six = f.of(Rational.of(6));
  return (x: readonly T[]): T[] => x.map((v) => (f.cmp(v, f.zero) < 0 ? f.zero : f.cmp(v, six) > 0 ? six : v));
}
