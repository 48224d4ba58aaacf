import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { vector } from '../../formats/build.ts';
import { type Format, sameType, type Type, type VectorType } from '../../formats/format.ts';
import { formatName, parseFormat, typeName } from '../../formats/name.ts';
import { OPERATION_ROUNDINGS, operationRounding } from '../../formats/result-modes.ts';
import { floatElements } from '../float-operands.ts';
import { unsignedInteger, vectorOperand } from '../operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact, type MxQuantiseAttrs } from './float-exact.ts';

const NAME = 'mx_quantise';
const E8M0 = parseFormat('E8M0');

export const floatMxQuantise: Spec<MxQuantiseAttrs> = {
  name: NAME,
  summary: 'A block of floats as elements of a small format and one shared E8M0 scale',
  doc: 'Two results of one operation, each a node of its own: the elements (named as the result, FORMAT[N]), or with give=scale:result=FORMAT the scale. The scale is the largest power of two that is not above the largest magnitude of the block, divided by the largest power of two of the element format, and kept within 2^-127 to 2^127; the smallest for a block of zeros. The elements are the values divided by the scale, rounded by round; beyond the largest element they are that one. Elements are floats, or signed fixed point (MXINT8: fixed<8,2>), whose most negative number is never given. A NaN or an infinity in the block makes the scale NaN, and every element NaN (the largest, where the format has no NaN). With round=SR the last operand is a vector, uintR[N]: each element has its own random bits. Source: OCP MX 1.0, 6.3.',
  arity: [1, 2],
  params: z.strictObject({
    round: z
      .string()
      .optional()
      .describe(`rounding of the elements: ${Object.keys(OPERATION_ROUNDINGS).join(', ')}; default RNE`),
    give: z
      .enum(['elements', 'scale'])
      .optional()
      .describe('elements, or the scale that belongs to them, in E8M0; default elements'),
    result: z.string().optional().describe('with give=scale: the format of the elements'),
  }),
  example: 'op:mx_quantise/bfloat16[32]/E2M1[32]',
  shapes: [
    'op:mx_quantise/E4M3[2]/E2M1[2]',
    'op:mx_quantise/float<3,2>[2]/E2M3[2]',
    'op:mx_quantise/E2M1[3]/float<3,0,nan=fn>[3]',
    'op:mx_quantise/float<3,1,nan=fn,subnormals=no>[2]/float<2,1,bias=-120>[2]',
    'op:mx_quantise:round=SR/E3M2[2],uint2[2]/E2M1[2]',
    'op:mx_quantise/E4M3[2]/fixed<5,2>[2]',
    'op:mx_quantise:round=SR/E4M3[1],uint3[1]/fixed<4,1>[1]',
    'op:mx_quantise/float<3,2,bias=124>[2]/fixed<2,-3>[2]',
    'op:mx_quantise:give=scale:result=fixed<8,2>/float<3,3>[2]',
    'op:mx_quantise:give=scale:result=E2M1/E5M2[2]',
    'op:mx_quantise:give=scale:result=float<2,1,bias=-120>/E5M2[1]',
  ],
  complete: (given) => {
    const round = operationRounding(String(given.round ?? 'RNE'));
    if (given.give !== 'scale') {
      if (given.result !== undefined)
        fail('BW2014', `${NAME}: attribute result belongs to give=scale`, {
          help: 'name the elements as the result: E2M1[32]',
        });
      return { round };
    }
    if (given.result === undefined)
      fail('BW2022', `${NAME} with give=scale does not know the elements`, { help: 'name their format: result=E2M1' });
    return { round, give: 'scale', result: formatName(elementFormat(parseFormat(String(given.result)))) };
  },
  type: (args, attrs, wanted) => {
    const block = blockOperand(args, attrs.round);
    return 'give' in attrs ? scaleType(wanted) : elementsType(block, wanted);
  },
  exact: floatExact,
};

function blockOperand(args: readonly Type[], round: string): VectorType {
  const stochastic = round === 'SR';
  if (args.length !== (stochastic ? 2 : 1))
    fail('BW2007', `${NAME} with round=${round} takes one vector${stochastic ? ' and random bits' : ''}`, {
      help: 'random bits, a vector uintR[N], belong to round=SR alone',
    });
  const block = vectorOperand(NAME, args[0]);
  floatElements(NAME, block);
  if (stochastic) {
    const random = vectorOperand(NAME, args[1]);
    unsignedInteger(NAME, random.element);
    if (random.length !== block.length)
      fail('BW2015', `${NAME} of ${block.length} values with random bits for ${random.length}`, {
        help: 'give uintR[N] with as many elements',
      });
  }
  return block;
}

function elementsType(block: VectorType, wanted: Type | undefined): Type {
  if (wanted === undefined)
    fail('BW2022', `${NAME} has no element format of its own`, { help: `name it: E2M1[${block.length}]` });
  if (wanted.kind !== 'vector' || !sameType(wanted, vector(block.length, elementFormat(wanted.element))))
    fail('BW2023', `${NAME} of ${block.length} values gives a vector of that length, not ${typeName(wanted)}`);
  return wanted;
}

/** A float, or signed fixed point with a magnitude. Throws BW2023. */
function elementFormat(format: Format): Format {
  if (format.kind === 'fixed' && (!format.signed || format.width < 2))
    fail('BW2023', `${NAME} gives floats or signed fixed point of 2 bits or more, not ${formatName(format)}`, {
      help: 'name an element format of MX: E2M1, E4M3, or fixed<8,2> for MXINT8',
    });
  return format;
}

function scaleType(wanted: Type | undefined): Type {
  if (wanted !== undefined && !sameType(wanted, E8M0))
    fail('BW2023', `${NAME} with give=scale gives E8M0, not ${typeName(wanted)}`);
  return E8M0;
}
