import { floatOperator } from '../float/operator.ts';
import type { Spec } from '../spec.ts';
import { lowerFloat } from './float-lower.ts';
import { floatMxQuantise } from './spec.ts';

/** Its attribute `give` names the scale; left out, it means the elements. */
export const mxQuantise = floatOperator(floatMxQuantise as Spec, (b, args, { type, attrs }, types) => {
  const give = String(attrs.give) === 'scale' ? 'scale' : 'elements';
  return lowerFloat(b, args, { args: types, type, attrs: { round: attrs.round, give } });
});
