import { floatOperator } from '../float/operator.ts';
import { type LdexpUse, lowerFloat } from './float-lower.ts';
import { floatLdexp } from './spec.ts';

/** Its second operand is an integer, whose format the lowering asks for too. */
export const ldexp = floatOperator(floatLdexp, (b, args, use, types) =>
  lowerFloat(b, args, { ...use, args: types as LdexpUse['args'] }),
);
