import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatMaximumNumber } from './spec.ts';

export const maximumNumber = floatOperator(floatMaximumNumber, lowerFloat);
