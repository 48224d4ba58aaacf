import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { widthOf } from '../../formats/format.ts';
import { typeName } from '../../formats/name.ts';
import { scalarOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export const bitcast: Operator = {
  name: 'bitcast',
  summary: 'The same stored word read in another format of its width',
  doc: 'The word of a, read as the result format, which has the same width. No hardware. Formats of every kind.',
  arity: [1, 1],
  params: z.strictObject({}),
  example: 'op:bitcast/E4M3/uint8',
  shapes: ['op:bitcast/E4M3/fixed<8,3>', 'op:bitcast/fixed<8,3>/E5M2', 'op:bitcast/ufixed<6,2>/fixed<6,9>'],
  type: (args, _attrs, wanted) => {
    const from = scalarOperand('bitcast', args[0]);
    if (!wanted) fail('BW2008', 'bitcast needs the result format', { help: 'name it: op:bitcast/E4M3/uint8' });
    if (widthOf(scalarOperand('bitcast', wanted)) !== widthOf(from))
      fail(
        'BW2008',
        `bitcast of ${typeName(from)} (${widthOf(from)} bits) to ${typeName(wanted)} (${widthOf(wanted)} bits)`,
        {
          help: 'slice or cast first, so that the widths are equal',
        },
      );
    return wanted;
  },
  exact,
  lower,
  hls,
};
