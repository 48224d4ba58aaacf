/** What the pooling layers share: a picture or a sequence, cut into windows channel by channel. */
import { z } from 'zod';
import { fail } from '../diagnostics/diagnostic.ts';
import type { FixedFormat } from '../formats/format.ts';
import { type Range, rangeOf } from './range.ts';
import { output, padding2, positive, streamable } from './settings.ts';
import { paddingOf, type Size, type Sliding } from './sliding.ts';
import type { TensorType } from './tensor.ts';

const sizes = z.union([z.tuple([positive]), z.tuple([positive, positive])]);

export const poolSchema = z.strictObject({
  size: sizes.describe('[height, width] of a window, or [length] over time'),
  stride: sizes.optional().describe('as size; by default the size, so that windows lie side by side'),
  hardware: streamable,
  output: output.optional(),
});

export const paddedPoolSchema = poolSchema.extend({
  padding: padding2
    .default('valid')
    .describe("'valid' (none, the default), 'same', or [[top, bottom], [left, right]]; over time top and bottom are 0"),
});

export interface Pooling {
  readonly size: readonly number[];
  readonly stride?: readonly number[];
  readonly padding?: z.output<typeof padding2>;
}

/** The windows over [height, width, channels], or over [time, channels] as a picture of height 1. */
export function slidingOf(layer: string, x: TensorType, { size, stride = size, padding = 'valid' }: Pooling): Sliding {
  const axes = size.length;
  if (x.shape.length !== axes + 1 || stride.length !== axes)
    fail(
      'BW2108',
      `${layer} with a size of ${axes} and a stride of ${stride.length} axes, over [${x.shape.join(', ')}]`,
      {
        help: 'give as many sizes as the input has axes before its channels',
      },
    );
  const flat = (sizes: readonly number[]): Size => (sizes.length === 1 ? [1, sizes[0]] : [sizes[0], sizes[1]]);
  const [picture, kernel, steps] = [flat(x.shape.slice(0, axes)), flat(size), flat(stride)];
  const sliding = { size: picture, channels: x.shape[axes], kernel, stride: steps };
  const checked = paddingOf(padding, picture, kernel, steps);
  // A window that saw padding alone would have no element at all.
  if (checked.some(([a, b], axis) => a >= kernel[axis] || b >= kernel[axis]))
    fail('BW2108', `the padding is as large as the window of ${kernel.join(' x ')}`, { help: 'pad less' });
  return { ...sliding, padding: checked };
}

/** The shape of the result: as many axes as the input. */
export function pooledShape(x: TensorType, windows: Size): number[] {
  return [...windows.slice(3 - x.shape.length), x.shape.at(-1) as number];
}

/** The range of the mean of `count` values of a format; only a power of two leaves finitely many binary digits. */
export function averageRange(format: FixedFormat, count: number): Range {
  const one = rangeOf(format);
  const digits = Math.log2(count);
  return { ...one, frac: Number.isInteger(digits) ? (one.frac as number) + digits : undefined };
}
