import { floatOperator } from '../float/operator.ts';
import { lowerFloat } from './float-lower.ts';
import { floatClassify } from './spec.ts';

export const classify = floatOperator(floatClassify, lowerFloat);
