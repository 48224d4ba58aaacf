import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { type Type, widthOf } from '../../formats/format.ts';
import { scalarOperand, unsignedInteger } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { words } from '../params.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';

export type RomAttrs = { readonly table: readonly bigint[] };

export const rom: Operator<RomAttrs> = {
  name: 'rom',
  summary: 'Table look-up',
  doc: 'table[address]; address is uintN. The table holds words of the result format, at most 2^N; an address past its end gives the word 0. On the command line table= takes hexadecimal words joined by _, and without it the table is word(i) = i*i + i + 1 modulo 2^W, to try shapes with.',
  arity: [1, 1],
  params: z.strictObject({ table: words('the words, from address 0').optional() }),
  example: 'op:rom:table=0_1_4_9_10_19_24_31/uint3/uint6',
  shapes: [
    'op:rom/uint8/fixed<11,3>',
    'op:rom:table=7/uint1/uint3',
    'op:rom:table=1_0_3_2_7/uint3/fixed<3,1>',
    'op:rom/uint4/E4M3',
  ],
  complete: (attrs, args, wanted) => {
    if (Array.isArray(attrs.table)) return { table: attrs.table as readonly bigint[] };
    const address = unsignedInteger('the address of rom', args[0]);
    if (!wanted || address.width > 16)
      fail('BW2014', 'rom needs its table here', {
        help: 'the table that is made up for trying shapes needs a result format and at most 16 address bits',
      });
    const table = Array.from({ length: 2 ** address.width }, (_, i) =>
      BigInt.asUintN(widthOf(wanted), BigInt(i * i + i + 1)),
    );
    return { table };
  },
  type: (args, { table }, wanted) => {
    const address = unsignedInteger('the address of rom', args[0]);
    if (!wanted)
      fail('BW2008', 'rom needs the format of its words', { help: 'name it: op:rom:table=.../uint3/fixed<8,3>' });
    const width = widthOf(scalarOperand('rom', wanted));
    if (address.width < 32 && table.length > 2 ** address.width)
      fail('BW2014', `rom has ${table.length} words, ${address.width} address bits reach ${2 ** address.width}`);
    const wide = table.findIndex((w) => w >> BigInt(width) !== 0n);
    if (wide >= 0) fail('BW2014', `rom word ${wide} (0x${table[wide].toString(16)}) has more than ${width} bits`);
    return wanted as Type;
  },
  exact,
  lower,
  hls,
};
