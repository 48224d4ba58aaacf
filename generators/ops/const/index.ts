import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { parseValue } from '../../exact/text.ts';
import { widthOf } from '../../formats/format.ts';
import { scalarOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

type ConstAttrs = { readonly word: bigint };

export const constant: Operator<ConstAttrs> = {
  name: 'const',
  summary: 'Constant of any format',
  doc: 'A constant, stored as its word. On the command line: value=, a decimal number that the format represents exactly, or 0x and the word. Formats of every kind.',
  arity: [0, 0],
  params: z.strictObject({
    value: z.string().describe('the value as text; default 0').optional(),
    word: z.bigint().nonnegative().describe('the stored word; the text form of designs gives it').optional(),
  }),
  example: 'op:const:value=0.75//fixed<8,3>',
  shapes: [
    'op:const:value=-1.25//fixed<8,3>',
    'op:const:value=0x5//ufixed<3,9>',
    'op:const:value=-0//E4M3',
    'op:const:value=nan//binary16',
  ],
  complete: (attrs, _args, wanted) => {
    if (typeof attrs.word === 'bigint') return { word: attrs.word };
    if (!wanted) fail('BW2008', 'a constant needs its format', { help: 'name it: op:const:value=0.75//fixed<8,3>' });
    return { word: parseValue(String(attrs.value ?? '0'), scalarOperand('const', wanted)) };
  },
  type: (_args, { word }, wanted) => {
    if (!wanted) fail('BW2008', 'a constant needs its format');
    scalarOperand('const', wanted);
    if (word >> BigInt(widthOf(wanted)) !== 0n)
      fail('BW2014', `the word 0x${word.toString(16)} has more than ${widthOf(wanted)} bits`);
    return wanted;
  },
  exact,
  lower,
  hls,
};
