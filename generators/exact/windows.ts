/** Windows over the first axes of a tensor, channel by channel, by definition. */
export interface Windows {
  readonly size: readonly number[];
  /** Default: the size. */
  readonly stride?: readonly number[];
  readonly padding?: 'valid' | 'same' | readonly (readonly [before: number, after: number])[];
}

/**
 * For every element of the result, row-major with the channels innermost, the elements of its window that lie in the tensor.
 *
 * @param shape [height, width, channels], or [time, channels]; padding is given for height and width, over time height is 1
 */
export function windowValues<T>(x: readonly T[], shape: readonly number[], windows: Windows): T[][] {
  const flat = (sizes: readonly number[]) => (sizes.length === 1 ? [1, sizes[0]] : sizes);
  const { size, stride = size, padding = 'valid' } = windows;
  const [picture, kernel, step] = [flat(shape.slice(0, -1)), flat(size), flat(stride)];
  const channels = shape[shape.length - 1];
  const axes = [0, 1].map((axis) => axisWindows(picture[axis], kernel[axis], step[axis], padding, axis));
  return axes[0].flatMap((rows) =>
    axes[1].flatMap((columns) =>
      Array.from({ length: channels }, (_, k) =>
        rows.flatMap((r) => columns.map((c) => x[(r * picture[1] + c) * channels + k])),
      ),
    ),
  );
}

/** The positions on one axis that each window covers. */
function axisWindows(
  size: number,
  kernel: number,
  step: number,
  padding: Windows['padding'],
  axis: number,
): number[][] {
  const same = Math.ceil(size / step);
  const total = Math.max((same - 1) * step + kernel - size, 0);
  const [before, after] =
    padding === 'same'
      ? [Math.floor(total / 2), Math.ceil(total / 2)]
      : Array.isArray(padding)
        ? padding[axis]
        : [0, 0];
  const count = Math.floor((size + before + after - kernel) / step) + 1;
  return Array.from({ length: count }, (_, w) =>
    Array.from({ length: kernel }, (_, i) => w * step + i - before).filter((at) => at >= 0 && at < size),
  );
}
