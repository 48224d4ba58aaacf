import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import type { Format } from '../../formats/format.ts';
import { checkOverflow, parseOverflow } from '../../formats/modes.ts';
import { floatOperator } from '../float/operator.ts';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { overload } from '../overload.ts';
import { type RoundingAttrs, rounding } from '../params.ts';
import type { Spec } from '../spec.ts';
import { exact } from './exact.ts';
import { type IntoFixedUse, lowerIntoFixed } from './float-into-fixed.ts';
import { lowerFloat, lowerFromFixed } from './float-lower.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { floatCast } from './spec.ts';

const fixedCast: Operator<RoundingAttrs> = {
  name: 'cast',
  summary: 'Fixed point into another fixed-point format, with quantisation and overflow mode',
  doc: 'The value of a in the result format: first quantised to its fraction bits by round, then brought into its range by overflow, exactly as the assignment of ap_fixed does. The only operator, beside division and square root, that loses anything. Source: AMD UG1399; docs/semantics.md gives every case.',
  arity: [1, 1],
  params: z.strictObject(rounding),
  example: 'op:cast:round=RND_CONV:overflow=SAT/fixed<10,5>/fixed<6,3>',
  shapes: [
    'op:cast/fixed<10,5>/fixed<6,3>',
    'op:cast:overflow=SAT/fixed<10,5>/ufixed<4,3>',
    'op:cast/ufixed<9,4>/fixed<5,2>',
    'op:cast/fixed<6,3>/fixed<9,2>',
    'op:cast/fixed<4,9>/fixed<7,6>',
    'op:cast/fixed<7,3>/fixed<1,1>',
    'op:cast/ufixed<6,-3>/ufixed<2,1>',
  ],
  type: (args, attrs, wanted) => {
    fixedOperand('cast', args[0]);
    if (!wanted) fail('BW2008', 'cast needs the result format', { help: 'name it: op:cast/fixed<10,5>/fixed<6,3>' });
    const to = fixedOperand('cast', wanted);
    checkOverflow(parseOverflow(attrs.overflow), to);
    return to;
  },
  exact,
  lower,
  hls,
};

const floatPart = floatOperator(floatCast as Spec, (b, args, use, types) => {
  const [from] = types;
  if (from.kind === 'fixed') return lowerFromFixed(b, args, { ...use, args: [from] });
  return (use.type as Format).kind === 'fixed'
    ? lowerIntoFixed(b, args, use as unknown as IntoFixedUse)
    : lowerFloat(b, args, use);
});

/** Between fixed-point formats, or with a float on either side; only casts with floats raise flags. */
export const cast = overload(
  fixedCast as Operator,
  floatPart,
  ([from], wanted, given) => from?.kind === 'float' || wanted?.kind === 'float' || given.give === 'flags',
);
