import { z } from 'zod';
import { Rational } from '../exact/rational.ts';
import { elementwise, expandEach } from './elementwise.ts';
import type { Expansion, Result } from './layer.ts';
import { clampRange } from './range.ts';
import { output } from './settings.ts';
import type { TensorType } from './tensor.ts';

/** What relu6 and clipped_relu share: min(max(x, 0), limit). */
export const clipSchema = z.strictObject({ output: output.optional() });

export function clipResult(x: TensorType, limit: number): Result {
  return elementwise(x, (range) => clampRange(range, Rational.ZERO, Rational.fromNumber(limit)));
}

export function expandClip(x: Expansion, limit: number) {
  return expandEach(x, (e) => e.max(0).min(limit));
}
