import { Rational } from './rational.ts';

/**
 * The arithmetic in which the meaning of a network is written, once: over `RATIONALS` it is the exact meaning, over `REALS`
 * the real-valued model that quantisation is measured against.
 */
export interface Field<T> {
  readonly zero: T;
  of(x: Rational): T;
  add(a: T, b: T): T;
  mul(a: T, b: T): T;
  /** a / n for a positive whole number n. */
  div(a: T, n: number): T;
  /** Below, at or above zero as a is below, at or above b. */
  cmp(a: T, b: T): number;
}

export const RATIONALS: Field<Rational> = {
  zero: Rational.ZERO,
  of: (x) => x,
  add: (a, b) => a.add(b),
  mul: (a, b) => a.mul(b),
  div: (a, n) => a.div(Rational.of(n)),
  cmp: (a, b) => a.cmp(b),
};

export const REALS: Field<number> = {
  zero: 0,
  of: (x) => x.toNumber(),
  add: (a, b) => a + b,
  mul: (a, b) => a * b,
  div: (a, n) => a / n,
  cmp: (a, b) => a - b,
};
