import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatUnordered } from './spec.ts';

export const unordered = floatOperator(floatUnordered, lowerFloat);
