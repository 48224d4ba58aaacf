import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';

/** The first place whose value no other exceeds. */
export function exact<T>(f: Field<T>) {
  return (x: readonly T[]): T[] => [f.of(Rational.of(x.findIndex((v) => x.every((other) => f.cmp(other, v) <= 0))))];
}
