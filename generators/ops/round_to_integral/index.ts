import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatRoundToIntegral } from './spec.ts';

export const roundToIntegral = floatOperator(floatRoundToIntegral, lowerFloat);
