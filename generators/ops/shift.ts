/** What shl and shr share: their operands and attributes, not their meaning. */
import { z } from 'zod';
import { fail } from '../diagnostics/diagnostic.ts';
import type { FixedFormat, Type } from '../formats/format.ts';
import type { Attrs } from '../ir/ir.ts';
import { fixedOperand, unsignedInteger } from './operands.ts';
import { count } from './params.ts';

/** n is absent where the amount is an operand. */
export type ShiftAttrs = { readonly n?: number };

export const shiftParams = z.strictObject({
  n: count('places, 0 to 65536; default 1; absent where a second operand gives the amount').optional(),
});

export function dynamicShift(attrs: Attrs, args: readonly Type[]): { n?: number } & Attrs {
  return args.length === 1 ? { n: 1, ...attrs } : attrs;
}

export function shiftType(op: string, args: readonly Type[], attrs: ShiftAttrs): FixedFormat {
  const x = fixedOperand(op, args[0]);
  if (args.length === 2) unsignedInteger(`the amount of ${op}`, args[1]);
  if ((attrs.n === undefined) !== (args.length === 2))
    fail('BW2014', `${op} takes its amount either as n or as a second operand`);
  if (attrs.n !== undefined && (attrs.n < 0 || attrs.n > 65536))
    fail('BW2014', `${op} by ${attrs.n}: the amount is 0 to 65536`, {
      help: 'shift the other way instead of by a negative amount',
    });
  return x;
}
