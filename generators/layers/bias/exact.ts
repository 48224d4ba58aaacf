import { rowValues } from '../../exact/constants.ts';
import type { Field } from '../../exact/field.ts';
import type { Bias } from './index.ts';

/** x + bias[c], where the channels are innermost. */
export function exact<T>(f: Field<T>, { bias }: Bias) {
  const offsets = bias.raw.map((_, c) => rowValues(f, bias, c)[0]);
  return (x: readonly T[]): T[] => x.map((v, place) => f.add(v, offsets[place % offsets.length]));
}
