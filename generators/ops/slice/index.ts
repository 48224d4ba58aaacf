import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { widthOf } from '../../formats/format.ts';
import { scalarOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { count } from '../params.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export type SliceAttrs = { readonly hi: number; readonly lo: number };

export const slice: Operator<SliceAttrs> = {
  name: 'slice',
  summary: 'Bits hi..lo of the stored word',
  doc: 'Bits hi down to lo, both included, of the stored word of any scalar, as uintN with N = hi - lo + 1. Bit 0 is the least significant one.',
  arity: [1, 1],
  params: z.strictObject({
    hi: count('highest bit; default W - 1').optional(),
    lo: count('lowest bit; default 0').optional(),
  }),
  example: 'op:slice:hi=5:lo=2/fixed<8,3>',
  shapes: [
    'op:slice:hi=5:lo=2/fixed<8,3>',
    'op:slice:hi=7:lo=7/E4M3',
    'op:slice/ufixed<5,1>',
    'op:slice:lo=0:hi=0/uint1',
  ],
  complete: (attrs, args) => ({ hi: Number(attrs.hi ?? widthOf(args[0]) - 1), lo: Number(attrs.lo ?? 0) }),
  type: (args, { hi, lo }) => {
    const width = widthOf(scalarOperand('slice', args[0]));
    if (!(0 <= lo && lo <= hi && hi < width)) fail('BW2014', `bits ${hi}..${lo} do not lie in a word of ${width} bits`);
    return { kind: 'fixed', signed: false, width: hi - lo + 1, int: hi - lo + 1 };
  },
  exact,
  lower,
  hls,
};
