import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import type { BatchNorm } from './index.ts';

/** x * scale[c] + shift[c], where the channels are innermost. */
export function exact<T>(f: Field<T>, { scale, shift }: BatchNorm) {
  const channels = scale.raw.map((_, c) => ({ scale: rowValues(f, scale, c)[0], shift: rowValues(f, shift, c)[0] }));
  return (x: readonly T[]): T[] =>
    x.map((v, place) => {
      const of = channels[place % channels.length];
      return f.add(f.mul(v, of.scale), of.shift);
    });
}
