import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatFma } from './spec.ts';

export const fma = floatOperator(floatFma, lowerFloat);
