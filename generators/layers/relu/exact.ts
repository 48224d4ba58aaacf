import type { Field } from '../../exact/field.ts';

/** max(x, 0). */
export function exact<T>(f: Field<T>) {
  return (x: readonly T[]): T[] => x.map((v) => (f.cmp(v, f.zero) < 0 ? f.zero : v));
}
