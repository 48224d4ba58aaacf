import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { vectorOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { count } from '../params.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export type ElementAttrs = { readonly index: number };

export const element: Operator<ElementAttrs> = {
  name: 'element',
  summary: 'One element of a vector',
  doc: 'Element number index of a vector, counted from 0, in the element format.',
  arity: [1, 1],
  params: z.strictObject({ index: count('0 to N - 1; default 0').default(0) }),
  example: 'op:element:index=2/fixed<4,2>[3]',
  shapes: ['op:element:index=2/fixed<4,2>[3]', 'op:element:index=0/E2M1[2]', 'op:element/uint1[1]'],
  type: (args, { index }) => {
    const v = vectorOperand('element', args[0]);
    if (index < 0 || index >= v.length)
      fail('BW2014', `element ${index} of a vector of ${v.length}`, { help: `use 0 to ${v.length - 1}` });
    return v.element;
  },
  exact,
  lower,
  hls,
};
