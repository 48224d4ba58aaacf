/** Windows that slide over feature maps. */
import { numpy as np } from '@jax-js/jax';
import { filled, type Tensor } from './jax.ts';

export interface Window {
  /** Height and width. */
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  /** Rows above and below, then columns left and right, of `fill`. */
  readonly padding: readonly [readonly [number, number], readonly [number, number]];
}

/** Places that the window takes along one axis of `length` elements. */
export function placesOf(
  length: number,
  size: number,
  stride: number,
  [before, after]: readonly [number, number],
): number {
  return Math.floor((length + before + after - size) / stride) + 1;
}

/**
 * What stands at each position of the window, at all its places: size[0] * size[1] tensors [batch, places down, places across,
 * channels], row-major.
 *
 * @param x [batch, height, width, channels]
 * @param fill what stands in the padding
 */
export function patches(x: Tensor, { size, stride, padding }: Window, fill = 0): Tensor[] {
  const [batch, height, width, channels] = x.shape;
  const down = placesOf(height, size[0], stride[0], padding[0]);
  const across = placesOf(width, size[1], stride[1], padding[1]);
  // Strides are taken by a reshape that leaves the first of each `stride`; the padding is drawn out to make room for it.
  const room = (places: number, axis: 0 | 1) => (places - 1) * stride[axis] + size[axis] - 1 + stride[axis];
  const after = (length: number, places: number, axis: 0 | 1) =>
    Math.max(padding[axis][1], room(places, axis) - length - padding[axis][0]);
  const width4: [number, number][] = [
    [0, 0],
    [padding[0][0], after(height, down, 0)],
    [padding[1][0], after(width, across, 1)],
    [0, 0],
  ];
  const inside = fill === 0 ? undefined : np.pad(filled(1, x.shape), width4).equal(1);
  const zeros = np.pad(x, width4);
  const padded = inside ? np.where(inside, zeros, filled(fill)) : zeros;
  const parts: Tensor[] = [];
  for (let i = 0; i < size[0]; i++)
    for (let j = 0; j < size[1]; j++) {
      const rows: [number, number] = [i, i + down * stride[0]];
      const columns: [number, number] = [j, j + across * stride[1]];
      const strided = padded.ref
        .slice([], rows, columns, [])
        .reshape([batch, down, stride[0], across, stride[1], channels]);
      parts.push(strided.slice([], [], 0, [], 0, []));
    }
  padded.dispose();
  return parts;
}
