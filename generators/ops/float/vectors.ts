/** Vectors of floats taken apart. */
import { type FloatFormat, type Type, widthOf } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { type Unpacked, unpack } from './unpack.ts';
import type { FloatUse } from './use.ts';

/** One use of an operator whose operands may be vectors: with SR the random bits are the last one. */
export interface VectorUse extends Omit<FloatUse, 'args'> {
  readonly args: readonly Type[];
}

/** Words of the elements; a scalar is one element. */
export function elementWords(b: NetBuilder, word: Net, type: Type): Net[] {
  if (type.kind !== 'vector') return [word];
  const width = widthOf(type.element);
  return Array.from({ length: type.length }, (_, i) => b.slice(word, (i + 1) * width - 1, i * width));
}

export function elementFormat(type: Type): FloatFormat {
  return (type.kind === 'vector' ? type.element : type) as FloatFormat;
}

export function unpackElements(b: NetBuilder, word: Net, type: Type): Unpacked[] {
  return elementWords(b, word, type).map((element) => unpack(b, element, elementFormat(type)));
}
