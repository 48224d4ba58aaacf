/** The attribute by which users say what multiplies significands. */
import { z } from 'zod';
import type { Attrs } from '../ir/ir.ts';
import type { Spec } from './spec.ts';

/** The choices; the IR keeps all but `auto`. */
export const multipliers = z.enum(['auto', 'lut', 'dsp']).optional();

const multiplier = multipliers.describe(
  'how significands are multiplied: dsp, by a multiplication that tools map to DSP blocks; lut, by rows of adders, which they cannot; auto (the default), dsp where both significands are wider than 8 bits',
);

/** The operator with the attribute `multiplier` beside its own. The IR keeps it where it is not `auto`; no result depends on it. */
export function multiplying<A extends Attrs>(spec: Spec<A>): Spec<A> {
  return {
    ...spec,
    params: spec.params.extend({ multiplier }),
    complete: (given, args, wanted) => {
      const attrs = spec.complete?.(given, args, wanted) ?? (given as A);
      return given.multiplier === 'lut' || given.multiplier === 'dsp'
        ? { ...attrs, multiplier: given.multiplier }
        : attrs;
    },
  };
}
