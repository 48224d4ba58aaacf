import type { Field } from '../../exact/field.ts';

/** a + b. */
export function exact<T>(f: Field<T>) {
  return (a: readonly T[], b: readonly T[]): T[] => a.map((v, place) => f.add(v, b[place]));
}
