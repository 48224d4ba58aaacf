import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatRsqrt } from './spec.ts';

export const rsqrt = floatOperator(floatRsqrt, lowerFloat);
