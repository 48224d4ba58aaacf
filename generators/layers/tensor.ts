import { fixedFormat, vector } from '../formats/build.ts';
import { type FixedFormat, fracOf, type VectorType } from '../formats/format.ts';
import { formatName } from '../formats/name.ts';

/**
 * The type of a tensor edge. Elements lie row-major and the last axis is the channel: [height, width, channels],
 * [time, channels], [features]; [] is a scalar. One format serves all, or every channel has its own: then all have one width
 * and signedness, and their binary points differ.
 */
export interface TensorType {
  readonly shape: readonly number[];
  readonly formats: readonly FixedFormat[];
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

export function channelsOf(shape: readonly number[]): number {
  return shape.at(-1) ?? 1;
}

/** The format of the element at a row-major place. */
export function formatAt({ formats }: TensorType, place: number): FixedFormat {
  return formats[place % formats.length];
}

/**
 * What travels over a port: a vector in row-major order. Channels with binary points of their own travel as the stored
 * integers (`intW`, `uintW`), as a vector has one format.
 */
export function portType({ shape, formats }: TensorType): VectorType {
  const [first] = formats;
  return vector(sizeOf(shape), formats.length === 1 ? first : fixedFormat(first.signed, first.width, first.width));
}

/** `[8, 8, 1] of fixed<8,3>`; with formats per channel, their width and the range of their binary points. */
export function tensorText({ shape, formats }: TensorType): string {
  const [first] = formats;
  const points = formats.map(fracOf);
  const what =
    formats.length === 1
      ? formatName(first)
      : `${first.signed ? '' : 'u'}fixed of ${first.width} bits with ${Math.min(...points)} to ${Math.max(...points)} fraction bits by channel`;
  return `[${shape.join(', ')}] of ${what}`;
}
