import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatMinimumNumber } from './spec.ts';

export const minimumNumber = floatOperator(floatMinimumNumber, lowerFloat);
