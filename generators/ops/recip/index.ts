import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatRecip } from './spec.ts';

export const recip = floatOperator(floatRecip, lowerFloat);
