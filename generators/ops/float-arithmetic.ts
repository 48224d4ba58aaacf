/** Operators that compute one exact number from float operands and round it once: all but their meaning and words. */
import { z } from 'zod';
import type { FloatAttrs } from '../exact/float/deliver.ts';
import type { Type } from '../formats/format.ts';
import { askedRounding, completeFloat, floatParams, floatResultType } from './float-attrs.ts';
import { commonFormat, computedOperands, floatOperands } from './float-operands.ts';
import type { Spec } from './spec.ts';

export type FloatArithmetic = Pick<Spec<FloatAttrs>, 'name' | 'summary' | 'doc' | 'example' | 'shapes' | 'exact'>;

/** Operands are scalar floats of any formats; the result is any float, by default the format that they share. */
export function floatArithmetic(operands: number, given: FloatArithmetic): Spec<FloatAttrs> {
  const formats = (args: readonly Type[], round: string) =>
    floatOperands(given.name, computedOperands(given.name, args, operands, round));
  return {
    ...given,
    arity: [operands, operands + 1],
    params: z.strictObject(floatParams),
    complete: (attrs, args) => completeFloat(given.name, attrs, commonFormat(formats(args, askedRounding(attrs)))),
    type: (args, attrs, wanted) => floatResultType(given.name, attrs, commonFormat(formats(args, attrs.round)), wanted),
  };
}
