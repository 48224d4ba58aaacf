import type { Field } from '../../exact/field.ts';
import { Rational } from '../../exact/rational.ts';
import type { ClippedRelu } from './index.ts';

/** 0 below 0, the limit above it, otherwise x. */
export function exact<T>(f: Field<T>, { limit }: ClippedRelu) {
  const top = f.of(Rational.fromNumber(limit));
  return (x: readonly T[]): T[] => x.map((v) => (f.cmp(v, f.zero) < 0 ? f.zero : f.cmp(v, top) > 0 ? top : v));
}
