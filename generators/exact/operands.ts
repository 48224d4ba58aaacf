/**
 * How the meanings of operators take hold of their operands. The type rules have settled what each one is; a value of
 * another kind here is a bug of ours.
 */

import { invariant } from '../diagnostics/diagnostic.ts';
import type { FixedFormat, FloatFormat, Format, Type } from '../formats/format.ts';
import { encodeExact } from './encode.ts';
import { Rational } from './rational.ts';
import type { Exact, ExactScalar } from './value.ts';

/** The number that a fixed-point operand is. */
export function numberOf(x: Exact): Rational {
  invariant(x instanceof Rational, 'an operand that is not a number');
  return x;
}

export function scalarOf(x: Exact): ExactScalar {
  invariant(!Array.isArray(x), 'a vector where a scalar was promised');
  return x as ExactScalar;
}

export function elementsOf(x: Exact): readonly ExactScalar[] {
  invariant(Array.isArray(x), 'a scalar where a vector was promised');
  return x;
}

export function formatOf(type: Type): Format {
  invariant(type.kind !== 'vector', 'a vector type where a format was promised');
  return type;
}

export function fixedFormatOf(type: Type): FixedFormat {
  invariant(type.kind === 'fixed', 'a type that is not fixed point');
  return type;
}

export function floatFormatOf(type: Type): FloatFormat {
  invariant(type.kind === 'float', 'a type that is not a float');
  return type;
}

/**
 * The word that stores a scalar, for operators that are defined on bits. A float format may store one value in several
 * words (its NaNs; its zeros where subnormals are flushed): an exact value no longer tells them apart, and stands for the
 * canonical one, that of every NaN and zero *result*. On other words of such a value these operators have no exact meaning.
 */
export function wordOf(x: Exact, type: Type): bigint {
  return encodeExact(scalarOf(x), formatOf(type));
}
