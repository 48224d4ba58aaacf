import { type Type, widthOf } from '../../formats/format.ts';
import type { CppTypes } from './types.ts';
import type { TranslationUnit } from './unit.ts';

/** What a function keeps from one call to the next: a register, a delay line, or the state of a sub-design. */
export type Cell =
  | { readonly kind: 'register'; readonly name: string; readonly type: Type; readonly init: bigint }
  | { readonly kind: 'line'; readonly name: string; readonly type: Type; readonly length: number }
  | { readonly kind: 'child'; readonly name: string; readonly struct: string; readonly cells: readonly Cell[] };

/** `ap_fixed<8, 3> line[4]`: type, name and dimensions of a cell. */
export function cellDeclaration(types: CppTypes, cell: Cell): string {
  if (cell.kind === 'child') return `${cell.struct} ${cell.name}`;
  const element = cell.type.kind === 'vector' ? cell.type.element : cell.type;
  return `${types.scalar(element)} ${cell.name}${dimensions(cell)
    .map((n) => `[${n}]`)
    .join('')}`;
}

/** The arrays in a cell, as expressions. */
export function arraysOf(cell: Cell): readonly string[] {
  if (cell.kind === 'child') return cell.cells.flatMap((c) => arraysOf(c).map((name) => `${cell.name}.${name}`));
  return dimensions(cell).length > 0 ? [cell.name] : [];
}

function dimensions(cell: Cell): number[] {
  if (cell.kind === 'child') return [];
  return [...(cell.kind === 'line' ? [cell.length] : []), ...(cell.type.kind === 'vector' ? [cell.type.length] : [])];
}

/** Whether the initialiser of a cell stands in braces. */
export function isAggregate(cell: Cell): boolean {
  return cell.kind === 'child' || dimensions(cell).length > 0;
}

/**
 * What a cell holds after a reset, every element of it: the tokens of its initialiser, which commas join. Arrays and structs
 * inside have their braces on their first and last token; those of the cell itself are left to its declaration.
 */
export function initialValues(unit: TranslationUnit, cell: Cell): readonly string[] {
  if (cell.kind === 'child')
    return cell.cells.flatMap((c) => (isAggregate(c) ? braced(initialValues(unit, c)) : initialValues(unit, c)));
  if (cell.kind === 'register') return elements(unit, cell.type, cell.init);
  const one = elements(unit, cell.type, 0n);
  return Array.from({ length: cell.length }, () => (cell.type.kind === 'vector' ? braced(one) : one)).flat();
}

function elements(unit: TranslationUnit, type: Type, word: bigint): readonly string[] {
  if (type.kind !== 'vector') return [unit.initialValue(word, type)];
  const width = widthOf(type.element);
  return Array.from({ length: type.length }, (_, i) =>
    unit.initialValue(BigInt.asUintN(width, word >> BigInt(i * width)), type.element),
  );
}

function braced(tokens: readonly string[]): readonly string[] {
  const last = tokens.length - 1;
  return tokens.map((token, i) => (i === 0 ? '{' : '') + token + (i === last ? '}' : ''));
}
