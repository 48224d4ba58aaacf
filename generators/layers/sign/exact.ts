import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';

/** Whether x is zero or above. */
export function exact<T>(f: Field<T>) {
  const one = f.of(Rational.ONE);
  return (x: readonly T[]): T[] => x.map((v) => (f.cmp(v, f.zero) < 0 ? f.zero : one));
}
