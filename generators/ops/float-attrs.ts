/** Attributes and result type that the operators rounding into a float have in common. */
import { z } from 'zod';
import { fail } from '../diagnostics/diagnostic.ts';
import type { FloatAttrs } from '../exact/float/deliver.ts';
import { uint } from '../formats/build.ts';
import { type FloatFormat, sameType, type Type } from '../formats/format.ts';
import { FLOAT_OVERFLOWS } from '../formats/modes.ts';
import { formatName, parseFormat, typeName } from '../formats/name.ts';
import { OPERATION_ROUNDINGS, operationOverflow, operationRounding } from '../formats/result-modes.ts';
import type { Attrs } from '../ir/ir.ts';

/** The exceptions, bit 4 to bit 0: invalid, divide by zero, overflow, underflow, inexact. */
export const FLAGS_TYPE = uint(5);

/** Schemas of the attributes. Which modes exist depends on the result's kind, so `completeFloat` reads the names. */
export const floatParams = {
  round: z
    .string()
    .optional()
    .describe(`rounding of a float result: ${Object.keys(OPERATION_ROUNDINGS).join(', ')}; default RNE`),
  overflow: z
    .string()
    .optional()
    .describe(`overflow of a float result: ${Object.keys(FLOAT_OVERFLOWS).join(', ')}; default IEEE`),
  give: z
    .enum(['result', 'flags'])
    .optional()
    .describe(
      'result, or the exception flags of the same operation as uint5 {invalid, divide by zero, overflow, underflow, inexact}, inexact in bit 0; default result',
    ),
  result: z
    .string()
    .optional()
    .describe(
      'with give=flags: the format of the result whose flags are meant; default the one that the operands share',
    ),
};

/** The rounding that is asked for, before anything else is known. Throws BW1008. */
export function askedRounding(given: Attrs): string {
  return operationRounding(String(given.round ?? 'RNE'));
}

/**
 * The attributes in the form that the IR keeps: modes in full; `give` and `result` only for flags. `own` is the result format
 * where none is named. Throws BW1008 for a mode that floats do not have, BW2014 for `result` without flags, BW2022 for flags
 * without a result format, BW2023 for one that is no float.
 */
export function completeFloat(op: string, given: Attrs, own: FloatFormat | undefined): FloatAttrs {
  const modes = {
    round: operationRounding(String(given.round ?? 'RNE')),
    overflow: operationOverflow(String(given.overflow ?? 'IEEE')),
  };
  if (given.give !== 'flags') {
    if (given.result !== undefined) resultWithoutFlags(op);
    return modes;
  }
  if (given.result === undefined)
    return { ...modes, give: 'flags', result: formatName(own ?? noResultFormat(op, 'result=FORMAT')) };
  return { ...modes, give: 'flags', result: formatName(floatResultFormat(op, parseFormat(String(given.result)))) };
}

/** uint5 for flags; otherwise the format that the user named, or `own`. Throws BW2022 where there is neither, BW2023. */
export function floatResultType(
  op: string,
  attrs: FloatAttrs,
  own: FloatFormat | undefined,
  wanted: Type | undefined,
): Type {
  if ('give' in attrs) return flagsType(op, wanted);
  if (wanted === undefined) return own ?? noResultFormat(op, 'a format after the operands');
  return floatResultFormat(op, wanted);
}

/** Throws BW2014: the result's own format is not an attribute. */
export function resultWithoutFlags(op: string): never {
  fail('BW2014', `${op}: attribute result belongs to give=flags`, {
    help: 'name the result format after the operands',
  });
}

/** The type of the flags. Throws BW2023 where another one is wanted. */
export function flagsType(op: string, wanted: Type | undefined): Type {
  if (wanted !== undefined && !sameType(wanted, FLAGS_TYPE))
    fail('BW2023', `${op} with give=flags gives uint5, not ${typeName(wanted)}`, {
      help: `write result=${typeName(wanted)} for the format whose flags are meant`,
    });
  return FLAGS_TYPE;
}

/** The float format of a result. Throws BW2023 for every other type. */
export function floatResultFormat(op: string, type: Type): FloatFormat {
  if (type.kind !== 'float')
    fail('BW2023', `${op} of floats gives a float, not ${typeName(type)}`, {
      help: 'name a float format, and cast its result',
    });
  return type;
}

function noResultFormat(op: string, how: string): never {
  fail('BW2022', `${op} of different float formats has no result format of its own`, { help: `name it: ${how}` });
}
