import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { fixedFormat, vector } from '../../formats/build.ts';
import { type FixedFormat, fracOf, type VectorType } from '../../formats/format.ts';
import { formatName, parseFormat, typeName } from '../../formats/name.ts';
import { rawRange } from '../../formats/range.ts';
import { fixedOperand, vectorOperand } from '../operands.ts';
import type { Operator } from '../operator.ts';
import { count, words } from '../params.ts';
import { exact } from './exact.ts';
import { hls } from './hls.ts';
import { lower } from './lower.ts';
import { rowsOf } from './rows.ts';

/** `weights` row by row, as words of `format`; `depth` is 'any', or the levels of adders allowed beyond the fewest. */
export type MatvecAttrs = {
  readonly weights: readonly bigint[];
  readonly format: string;
  readonly products: 'adders' | 'lut' | 'dsp' | 'auto';
  readonly depth: 'any' | number;
  readonly effort: number;
};

const params = z.strictObject({
  weights: words('the matrix row by row, as words of the weight format'),
  format: z
    .string()
    .transform((text) => formatName(parseFormat(text)))
    .describe('fixed-point format of the weights'),
  products: z
    .enum(['adders', 'lut', 'dsp', 'auto'])
    .default('adders')
    .describe(
      'adders: shared additions of shifted terms; lut: additions for every weight by itself; dsp: a multiplier block per weight; auto: adders, or dsp where blocks save more LUTs than they are worth; default adders',
    ),
  depth: z
    .union([z.literal('any'), z.coerce.number().pipe(z.int().nonnegative())])
    .default(2)
    .describe('adders in a row beyond the fewest possible, or any; of products=adders; default 2'),
  effort: count('how long the search for fewer adders goes on; 0 is not at all, 2 twice as long; default 1')
    .pipe(z.int().nonnegative())
    .default(1),
});

export const matvec: Operator<MatvecAttrs> = {
  name: 'matvec',
  summary: 'Exact product of a constant matrix with a vector',
  doc: 'y[j] is the sum of weight[j][i] * x[i] over the N elements of x, exactly. The weights are constants of the fixed-point format that format names, row by row. All M results have one format: the fraction bits of x and of the weights together, and the fewest bits that hold every result that these very weights and any words of x can give; unsigned where none is negative. products=adders makes an adder graph: signed digits, common subexpressions shared over the whole matrix, every sum as wide as its own range; depth bounds how many adders follow each other, effort how long the search takes (64x64 weights of 8 bits: about ten seconds, 16x16: a tenth of one). products=lut makes a multiplier of additions for every weight, and a tree of adders for every row: more adders, of which each has few readers. products=dsp makes a multiplication for every weight that is not zero or a power of two, and asks tools for a DSP block by attributes (use_dsp, multstyle); Yosys takes one for products of 9 bits and more. products=auto makes the adder graph, unless its adders have more than 119 bits for each DSP block that multiplications would take, which is how many LUTs there are for each in a device rich in blocks (XCKU3P): 8-bit weights stay adders, single products of 24 by 17 bits become blocks. docs/adder-graphs.md has the algorithm and its figures.',
  arity: [1, 1],
  params,
  example: 'op:matvec:weights=07_fd_00_40_a5_11:format=fixed8_1/fixed<8,3>[3]',
  shapes: [
    'op:matvec:weights=07_fd_00_40_a5_11:format=fixed8_1/fixed<4,2>[3]',
    'op:matvec:weights=7_d_b_9_5_e_f_1_0:format=int4:depth=0/int5[3]',
    'op:matvec:weights=0_0_3_1_6_c:format=uint4/uint6[2]',
    'op:matvec:weights=1_2_4_8_f:format=fixed<4,7>:depth=any/fixed<9,4>[1]',
    'op:matvec:weights=f_f_e_e:format=int4/uint4[2]',
    'op:matvec:weights=0_0:format=int3/int4[2]',
    'op:matvec:weights=6a09e667_bb67ae85_3c6ef372_a54ff53a_510e527f_9b05688c:format=fixed32_1/fixed<5,1>[2]',
    'op:matvec:weights=07_fd_00_40_a5_11:format=fixed8_1:products=dsp/fixed<4,2>[3]',
    'op:matvec:weights=f_f_e_e_1_0_0_0:format=int4:products=dsp/uint4[2]',
    'op:matvec:weights=07_fd_00_40_a5_80:format=fixed8_1:products=lut/fixed<4,2>[3]',
    'op:matvec:weights=b_5_0_d_8_1:format=int4:products=lut/uint4[2]',
    'op:matvec:weights=b_5_0_d_8_1:format=int4:products=auto/uint4[2]',
    'op:matvec:weights=6a09e667f3bcc908b2fb1366ea957d3e:format=fixed<128,1>:products=auto/int12[1]',
  ],
  type: (args, attrs) => {
    const x = vectorOperand('matvec', args[0]);
    return vector(rowsOf(attrs.weights, x.length).length, resultFormat(x, attrs));
  },
  exact,
  lower,
  hls,
};

/** The narrowest format for every result, at the binary point of the products. */
function resultFormat(x: VectorType, { weights, format }: MatvecAttrs): FixedFormat {
  const [element, weight] = [fixedOperand('matvec', x.element), parseFormat(format)];
  if (weight.kind !== 'fixed')
    fail('BW2050', `the weights of matvec are fixed point, not ${formatName(weight)}`, {
      help: 'name their format, for example format=fixed8_1',
    });
  const wide = weights.findIndex((w) => w >> BigInt(weight.width) !== 0n);
  if (wide >= 0)
    fail('BW2051', `weight ${wide} of matvec (0x${weights[wide].toString(16)}) is no word of ${formatName(weight)}`);
  if (weights.length % x.length !== 0)
    fail('BW2052', `${weights.length} weights are no whole rows for ${typeName(x)}`, {
      help: `give ${x.length} weights for every element of the result`,
    });
  const { min, max } = rawRange(element);
  let [least, most] = [0n, 0n];
  for (const row of rowsOf(weights, x.length)) {
    let [low, high] = [0n, 0n];
    for (const word of row) {
      const w = weight.signed ? BigInt.asIntN(weight.width, word) : word;
      low += w * (w < 0n ? max : min);
      high += w * (w < 0n ? min : max);
    }
    if (low < least) least = low;
    if (high > most) most = high;
  }
  const signed = least < 0n;
  const width = signed ? 1 + Math.max(bitsOf(most), bitsOf(-least - 1n)) : Math.max(1, bitsOf(most));
  return fixedFormat(signed, width, width - fracOf(element) - fracOf(weight));
}

/** Bits of a number that is not negative. */
function bitsOf(n: bigint): number {
  return n === 0n ? 0 : n.toString(2).length;
}
