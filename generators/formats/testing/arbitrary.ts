/** Random and exhaustive formats for tests (fast-check arbitraries). */

import fc from 'fast-check';
import { DiagnosticError } from '../../diagnostics/diagnostic.ts';
import { type FloatOptions, fixedFormat, float, vector } from '../build.ts';
import type { FixedFormat, FloatFormat, Format, NanStyle, Type } from '../format.ts';
import { FORMAT_PRESETS } from '../presets.ts';

export const NAN_STYLES: readonly NanStyle[] = ['ieee', 'fn', 'fnuz', 'none'];

/** Every generic float with a default bias and at most this many bits, in all its conventions. */
export function smallFloats(mostBits: number): FloatFormat[] {
  const formats: FloatFormat[] = [];
  for (let exp = 1; exp <= Math.min(8, mostBits - 1); exp += 1)
    for (let man = 0; man <= mostBits - 1 - exp; man += 1)
      for (const nan of NAN_STYLES)
        for (const inf of [true, false])
          for (const subnormals of [true, false]) {
            const format = floatWithRoom(exp, man, { nan, inf, subnormals });
            if (format) formats.push(format);
          }
  return formats;
}

/** The format, or undefined where the conventions leave it no finite value. */
export function floatWithRoom(exp: number, man: number, options: FloatOptions): FloatFormat | undefined {
  try {
    return float(exp, man, options);
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

export function anyFixed(maxWidth: number, maxPoint: number): fc.Arbitrary<FixedFormat> {
  return fc
    .tuple(fc.boolean(), fc.integer({ min: 1, max: maxWidth }), fc.integer({ min: -maxPoint, max: maxPoint }))
    .map(([signed, width, int]) => fixedFormat(signed, width, int));
}

export const anyFloat: fc.Arbitrary<FloatFormat> = fc.oneof(
  fc.constantFrom(...FORMAT_PRESETS.map((p) => p.format)),
  fc
    .record({
      exp: fc.integer({ min: 1, max: 8 }),
      man: fc.integer({ min: 0, max: 23 }),
      bias: fc.option(fc.integer({ min: -300, max: 300 }), { nil: undefined }),
      inf: fc.boolean(),
      nan: fc.constantFrom(...NAN_STYLES),
      subnormals: fc.boolean(),
    })
    .map(({ exp, man, ...options }) => floatWithRoom(exp, man, options))
    .filter((f) => f !== undefined),
);

export const anyFormat: fc.Arbitrary<Format> = fc.oneof(anyFixed(4096, 10000), anyFloat);

export const anyType: fc.Arbitrary<Type> = fc.oneof(
  anyFormat,
  fc.tuple(fc.integer({ min: 1, max: 65536 }), anyFormat).map(([n, f]) => vector(n, f)),
);
