import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import { vector } from '../../formats/build.ts';
import { type FloatFormat, sameType, type Type, type VectorType } from '../../formats/format.ts';
import { formatName, parseFormat, typeName } from '../../formats/name.ts';
import { OPERATION_ROUNDINGS, operationRounding } from '../../formats/result-modes.ts';
import { floatResultFormat } from '../float-attrs.ts';
import { floatElements } from '../float-operands.ts';
import { unsignedInteger, vectorOperand } from '../operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact, type MxQuantiseAttrs } from './float-exact.ts';

const NAME = 'mx_quantise';
const E8M0 = parseFormat('E8M0');

export const floatMxQuantise: Spec<MxQuantiseAttrs> = {
  name: NAME,
  summary: 'A block of floats as elements of a small format and one shared E8M0 scale',
  doc: 'Two results of one operation, each a node of its own: the elements (named as the result, FORMAT[N]), or with give=scale:result=FORMAT the scale. The scale is the largest power of two that is not above the largest magnitude of the block, divided by the largest power of two of the element format, and kept within 2^-127 to 2^127; the smallest for a block of zeros. The elements are the values divided by the scale, rounded by round; beyond the largest element they are that one. A NaN or an infinity in the block makes the scale NaN, and every element NaN (the largest, where the format has no NaN). With round=SR the last operand is a vector, uintR[N]: each element has its own random bits. Source: OCP MX 1.0, 6.3.',
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
    return { round, give: 'scale', result: formatName(floatResultFormat(NAME, parseFormat(String(given.result)))) };
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
  const elements: FloatFormat | undefined =
    wanted.kind === 'vector' && wanted.element.kind === 'float' ? wanted.element : undefined;
  if (!elements || !sameType(wanted, vector(block.length, elements)))
    fail('BW2023', `${NAME} of ${block.length} values gives a float vector of that length, not ${typeName(wanted)}`);
  return wanted;
}

function scaleType(wanted: Type | undefined): Type {
  if (wanted !== undefined && !sameType(wanted, E8M0))
    fail('BW2023', `${NAME} with give=scale gives E8M0, not ${typeName(wanted)}`);
  return E8M0;
}
