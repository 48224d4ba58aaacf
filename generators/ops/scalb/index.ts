import { z } from 'zod';
import { fixedOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { count } from '../params.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

type ScalbAttrs = { readonly n: number };

export const scalb: Operator<ScalbAttrs> = {
  name: 'scalb',
  summary: 'Binary-point move: a * 2^n, no hardware',
  doc: 'a * 2^n exactly, by reading the same word with its binary point moved: fixed<W,I> becomes fixed<W,I+n>. The name is that of scaleB in IEEE 754-2019, 5.3.3.',
  arity: [1, 1],
  params: z.strictObject({ n: count('places, positive towards larger values; default 1').default(1) }),
  example: 'op:scalb:n=-3/fixed<8,3>',
  shapes: ['op:scalb:n=2/fixed<8,3>', 'op:scalb:n=-9/ufixed<5,2>'],
  type: (args, { n }) => {
    const x = fixedOperand('scalb', args[0]);
    return { ...x, int: x.int + n };
  },
  exact,
  lower,
  hls,
};
