import { type Type, widthOf } from '../../formats/format.ts';
import type { CppTypes } from './types.ts';
import type { TranslationUnit } from './unit.ts';

/** What a function keeps from one call to the next: a register, a delay line, or the state of a sub-design. */
export type Cell =
  | { readonly kind: 'register'; readonly name: string; readonly type: Type; readonly init: bigint }
  | { readonly kind: 'line'; readonly name: string; readonly type: Type; readonly length: number }
  | { readonly kind: 'child'; readonly name: string; readonly struct: string };

/** `ap_fixed<8, 3> line[4]`: type, name and dimensions of a cell. */
export function cellDeclaration(types: CppTypes, cell: Cell): string {
  if (cell.kind === 'child') return `${cell.struct} ${cell.name}`;
  const element = cell.type.kind === 'vector' ? cell.type.element : cell.type;
  return `${types.scalar(element)} ${cell.name}${dimensions(cell)
    .map((n) => `[${n}]`)
    .join('')}`;
}

export function isArray(cell: Cell): boolean {
  return dimensions(cell).length > 0;
}

function dimensions(cell: Cell): number[] {
  if (cell.kind === 'child') return [];
  return [...(cell.kind === 'line' ? [cell.length] : []), ...(cell.type.kind === 'vector' ? [cell.type.length] : [])];
}

/** The elements of a cell in the order of memory, as initialisers; one zero where all of them are zero. */
export function initialValues(unit: TranslationUnit, cell: Exclude<Cell, { kind: 'child' }>): string[] {
  if (cell.kind === 'line' || cell.init === 0n) return ['0'];
  if (cell.type.kind !== 'vector') return [unit.initialValue(cell.init, cell.type)];
  const { element, length } = cell.type;
  const width = widthOf(element);
  return Array.from({ length }, (_, i) =>
    unit.initialValue(BigInt.asUintN(width, cell.init >> BigInt(i * width)), element),
  );
}
