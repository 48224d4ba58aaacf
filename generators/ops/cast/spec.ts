import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import type { FixedFormat, Format, Type } from '../../formats/format.ts';
import { checkOverflow, FLOAT_OVERFLOWS, OVERFLOWS, parseOverflow, QUANTIZATIONS } from '../../formats/modes.ts';
import { formatName, parseFormat } from '../../formats/name.ts';
import { OPERATION_ROUNDINGS, resultOverflow, resultQuantization } from '../../formats/result-modes.ts';
import type { Attrs } from '../../ir/ir.ts';
import { completeFloat, flagsType, floatParams, resultWithoutFlags } from '../float-attrs.ts';
import { computedOperands } from '../float-operands.ts';
import { scalarOperand } from '../operands.ts';
import type { Spec } from '../spec.ts';
import { type FloatCastAttrs, floatExact } from './float-exact.ts';

export const floatCast: Spec<FloatCastAttrs> = {
  name: 'cast',
  summary: 'Floats into other floats or fixed point, fixed point into floats, rounded once',
  doc: 'Into a float: the value rounded by a float rounding and overflow mode (default RNE, IEEE). Into fixed point: the value quantised and brought into range as between fixed-point formats (default TRN, WRAP), where NaN gives 0 and an infinity the end of the range on its side, the symmetric end under SAT_SYM, 0 under SAT_ZERO; the wrapping modes, which have nothing to wrap there, saturate. With give=flags what does not fit fixed point raises invalid. Source: IEEE 754-2019, 5.4.1, 5.4.2, 5.8 and 7.2.',
  arity: [1, 2],
  params: z.strictObject({
    ...floatParams,
    round: z
      .string()
      .optional()
      .describe(
        `into a float: ${Object.keys(OPERATION_ROUNDINGS).join(', ')}, default RNE; into fixed point: ${Object.keys(QUANTIZATIONS).join(', ')}, default TRN`,
      ),
    overflow: z
      .string()
      .optional()
      .describe(
        `into a float: ${Object.keys(FLOAT_OVERFLOWS).join(', ')}, default IEEE; into fixed point: ${Object.keys(OVERFLOWS).join(', ')}, WRAP:N and WRAP_SM:N, default WRAP`,
      ),
    result: z.string().optional().describe('with give=flags: the format that is cast into'),
  }),
  example: 'op:cast:round=RNE:overflow=SAT/bfloat16/E4M3',
  shapes: [
    'op:cast/E4M3/E5M2',
    'op:cast/E5M2/E4M3',
    'op:cast/E4M3/E2M1',
    'op:cast/E5M2/E4M3FNUZ',
    'op:cast/E4M3FNUZ/E5M2',
    'op:cast/E4M3/float<3,2,subnormals=no>',
    'op:cast/E5M2/E8M0',
    'op:cast/E8M0/E4M3',
    'op:cast/E5M2/float<3,0,nan=fn>',
    'op:cast/binary16/E4M3',
    'op:cast:round=SR/E4M3,uint3/E2M1',
    'op:cast:give=flags:result=E4M3/E5M2',
    'op:cast/fixed<8,3>/E4M3',
    'op:cast/ufixed<7,9>/E2M3',
    'op:cast:give=flags:result=E4M3/fixed<8,3>',
    'op:cast/fixed<6,-4>/float<3,2,subnormals=no>',
    'op:cast/E4M3/fixed<6,3>',
    'op:cast/E5M2/ufixed<4,2>',
    'op:cast/float<3,2>/fixed<1,1>',
    'op:cast/E4M3FNUZ/fixed<12,9>',
    'op:cast:give=flags:result=fixed<6,3>/E5M2',
  ],
  complete: (given, _args, wanted) => {
    const to = targetOf(given, wanted);
    return to.kind === 'fixed' ? completeIntoFixed(given, to) : completeFloat('cast', given, undefined);
  },
  type: (args, attrs, wanted) => {
    const [from] = computedOperands('cast', args, 1, attrs.round);
    const to = targetOf(attrs, wanted);
    if (scalarOperand('cast', from).kind === 'fixed' && to.kind === 'fixed')
      fail('BW2014', 'cast between fixed-point formats raises no flags', {
        help: 'compare the result with the operand, or name a float: result=E4M3',
      });
    return 'give' in attrs ? flagsType('cast', wanted) : to;
  },
  exact: floatExact,
};

/** The format that is cast into: the result, or with give=flags the one that `result` names. */
function targetOf(attrs: Attrs, wanted: Type | undefined): Format {
  if (attrs.give !== 'flags')
    return scalarOperand(
      'cast',
      wanted ?? fail('BW2008', 'cast needs the result format', { help: 'name it: op:cast/binary16/E4M3' }),
    );
  if (attrs.result === undefined)
    fail('BW2022', 'cast with give=flags does not know what is cast into', { help: 'name it: result=E4M3' });
  return parseFormat(String(attrs.result));
}

/** The attributes where the result is fixed point. Throws BW1008 for a mode of floats, BW1009 for one that the format lacks. */
function completeIntoFixed(given: Attrs, to: FixedFormat): FloatCastAttrs {
  const modes = {
    round: resultQuantization(String(given.round ?? 'TRN')),
    overflow: resultOverflow(String(given.overflow ?? 'WRAP')),
  };
  checkOverflow(parseOverflow(modes.overflow), to);
  if (given.give === 'flags') return { ...modes, give: 'flags', result: formatName(to) };
  if (given.result !== undefined) resultWithoutFlags('cast');
  return modes;
}
