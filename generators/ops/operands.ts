/** Operand checks that the operators share; every refusal is BW2008 and names the operator. */
import { fail } from '../diagnostics/diagnostic.ts';
import { type FixedFormat, sameType, type Type, type VectorType } from '../formats/format.ts';
import { typeName } from '../formats/name.ts';

export function fixedOperand(op: string, type: Type): FixedFormat {
  if (type.kind !== 'fixed') fail('BW2008', `${op} takes fixed-point operands, not ${typeName(type)}`);
  return type;
}

/** An unsigned integer: `ufixed<N,N>`. */
export function unsignedInteger(op: string, type: Type): FixedFormat {
  if (type.kind !== 'fixed' || type.signed || type.int !== type.width)
    fail('BW2008', `${op} takes an unsigned integer (uintN) here, not ${typeName(type)}`, {
      help: 'cast or bitcast the operand to uintN',
    });
  return type;
}

export function vectorOperand(op: string, type: Type): VectorType {
  if (type.kind !== 'vector')
    fail('BW2008', `${op} takes a vector, not ${typeName(type)}`, { help: 'write FORMAT[N], or FORMATxN' });
  return type;
}

export function scalarOperand(op: string, type: Type): Exclude<Type, VectorType> {
  if (type.kind === 'vector') fail('BW2008', `${op} takes a scalar, not ${typeName(type)}`);
  return type;
}

export function oneBit(op: string, type: Type): void {
  if (type.kind !== 'fixed' || type.signed || type.width !== 1 || type.int !== 1)
    fail('BW2008', `the condition of ${op} is one bit (uint1), not ${typeName(type)}`, { help: 'use a comparison' });
}

export function equalTypes(op: string, a: Type, b: Type): void {
  if (!sameType(a, b)) fail('BW2008', `${op} takes two operands of one type, not ${typeName(a)} and ${typeName(b)}`);
}
