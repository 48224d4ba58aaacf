/** Operand checks of the operators on floats. */
import { fail } from '../diagnostics/diagnostic.ts';
import { type FloatFormat, sameType, type Type } from '../formats/format.ts';
import { formatName, typeName } from '../formats/name.ts';
import { scalarOperand, unsignedInteger, vectorOperand } from './operands.ts';

/** Throws BW2021 for fixed point: which rounding would bring it into which float is for the user to say. */
function notFixed(op: string, type: Exclude<Type, { kind: 'vector' }>): FloatFormat {
  if (type.kind === 'fixed')
    fail('BW2021', `${op} computes with floats here, and does not take ${typeName(type)} beside or instead of them`, {
      help: 'cast the operand to a float format first, or all operands to fixed point',
    });
  return type;
}

export function floatOperand(op: string, type: Type): FloatFormat {
  return notFixed(op, scalarOperand(op, type));
}

export function floatOperands(op: string, args: readonly Type[]): FloatFormat[] {
  return args.map((type) => floatOperand(op, type));
}

/** A float vector: its element format. */
export function floatElements(op: string, type: Type): FloatFormat {
  return notFixed(op, vectorOperand(op, type).element);
}

/** A whole number of either signedness: `intN` or `uintN`. */
export function integerOperand(op: string, type: Type): void {
  if (type.kind !== 'fixed' || type.int !== type.width)
    fail('BW2008', `${op} takes an integer (intN or uintN) here, not ${typeName(type)}`, {
      help: 'cast the operand to intN',
    });
}

/**
 * The operands that are computed with: all but the random bits, which round=SR takes last. Throws BW2007 where their number
 * is wrong for the rounding, BW2008 where the random bits are not uintR.
 */
export function computedOperands(op: string, args: readonly Type[], operands: number, round: string): readonly Type[] {
  const stochastic = round === 'SR';
  if (args.length !== operands + (stochastic ? 1 : 0))
    fail(
      'BW2007',
      `${op} with round=${round} takes ${countOf(operands)}${stochastic ? ' and random bits' : ''}, not ${args.length}`,
      {
        help: stochastic
          ? 'give an unsigned integer of random bits (uintR) as the last operand'
          : 'an operand of random bits belongs to round=SR alone',
      },
    );
  if (stochastic) unsignedInteger(op, args[operands]);
  return args.slice(0, operands);
}

function countOf(operands: number): string {
  return `${operands} operand${operands === 1 ? '' : 's'}`;
}

/** The one format of all operands, if they have one. */
export function commonFormat(formats: readonly FloatFormat[]): FloatFormat | undefined {
  return formats.every((f) => sameType(f, formats[0])) ? formats[0] : undefined;
}

/** A signed format: what has an opposite. */
export function signedFloat(op: string, type: Type): FloatFormat {
  const format = floatOperand(op, type);
  if (!format.signed)
    fail('BW2008', `${op} takes a format with a sign, not ${formatName(format)}`, {
      help: 'cast the operand to one first',
    });
  return format;
}
