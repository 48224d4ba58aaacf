import { floatOperator } from '../float/operator.ts';
import type { Spec } from '../spec.ts';
import { lowerFloat } from './float-lower.ts';
import { floatMxDot } from './spec.ts';

export const mxDot = floatOperator(floatMxDot as Spec, (b, args, use, types) =>
  lowerFloat(b, args, { ...use, args: types } as Parameters<typeof lowerFloat>[2]),
);
