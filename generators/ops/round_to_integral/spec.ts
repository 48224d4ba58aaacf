import { z } from 'zod';
import { fail } from '../../diagnostics/diagnostic.ts';
import type { FloatAttrs } from '../../exact/float/deliver.ts';
import type { FloatFormat, Type } from '../../formats/format.ts';
import { formatName } from '../../formats/name.ts';
import { askedRounding, completeFloat, FLAGS_TYPE, floatParams } from '../float-attrs.ts';
import { computedOperands, floatOperand } from '../float-operands.ts';
import type { Spec } from '../spec.ts';
import { floatExact } from './float-exact.ts';

const NAME = 'round_to_integral';

export const floatRoundToIntegral: Spec<FloatAttrs> = {
  name: NAME,
  summary: 'Float rounded to a whole number, in its own format',
  doc: 'a rounded to a whole number, in the format of a; under RNE ties go to the even number. A result that is zero keeps the sign of a; zeros, infinities and NaN stay. Where the format ends below the whole number (7.5 is the largest E2M3, 8 has no code) the result overflows, and in formats without infinity and NaN, as under SAT, it is the largest whole number of the format. With give=flags inexact is raised as by roundToIntegralExact. Source: IEEE 754-2019, 5.3.1 and 5.9.',
  arity: [1, 2],
  params: z.strictObject(floatParams),
  example: 'op:round_to_integral:round=RTZ/E4M3',
  shapes: [
    `op:${NAME}/E2M1`,
    `op:${NAME}/E2M3`,
    `op:${NAME}/E4M3`,
    `op:${NAME}/E5M2`,
    `op:${NAME}/E4M3FNUZ`,
    `op:${NAME}/float<3,4,subnormals=no>`,
    `op:${NAME}/float<2,4>`,
    `op:${NAME}/float<3,0,nan=fn>`,
    `op:${NAME}/float<3,2,bias=12>`,
    `op:${NAME}/float<3,3,bias=-1,subnormals=no>`,
    `op:${NAME}:round=SR/E4M3,uint4`,
    `op:${NAME}:give=flags/float<2,3>`,
  ],
  complete: (attrs, args) => completeFloat(NAME, attrs, roundedFormat(args, askedRounding(attrs))),
  type: (args, attrs) => {
    const format = roundedFormat(args, attrs.round);
    return 'give' in attrs ? FLAGS_TYPE : format;
  },
  exact: floatExact,
};

/** Without zero there is no whole number below one to round to. */
function roundedFormat(args: readonly Type[], round: string): FloatFormat {
  const format = floatOperand(NAME, computedOperands(NAME, args, 1, round)[0]);
  if (!format.zero) fail('BW2008', `${NAME} takes a format with a zero, not ${formatName(format)}`);
  return format;
}
