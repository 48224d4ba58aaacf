import type { Rational } from './rational.ts';

/**
 * An exact value: a rational number, or what only floating-point formats have. Positive zero is the rational 0; the
 * negative zero is named, as it is the only zero with a sign of its own.
 */
export type ExactScalar = Rational | '-0' | '+inf' | '-inf' | 'nan';

/** A scalar, or the elements of a vector from index 0. */
export type Exact = ExactScalar | readonly ExactScalar[];
