/** What the twins of the convolutions share. */
import { numpy as np } from '@jax-js/jax';
import type { Tensor } from '../tensors/jax.ts';
import { patches, type Window } from '../tensors/patches.ts';
import { type Padding, paddingOf, type Size, windowCount } from './sliding.ts';
import { shapeMismatch } from './twin-shapes.ts';

export interface PictureConvolution {
  readonly kernel: Size;
  readonly stride: Size;
  readonly padding: 'valid' | 'same' | Padding;
  readonly groups: number;
  readonly outputs: number;
}

/** [height, width, outputs] of the result for pictures [height, width, channels]. */
export function convolvedShape(layer: string, conv: PictureConvolution, picture: readonly number[]): number[] {
  const [height, width, channels] = picture;
  if (channels % conv.groups !== 0 || conv.outputs % conv.groups !== 0)
    shapeMismatch(
      `${layer} in ${conv.groups} groups, with ${conv.outputs} outputs`,
      picture,
      'give groups that divide both',
    );
  const { kernel, stride } = conv;
  const size: Size = [height, width];
  const padding = paddingOf(conv.padding, size, kernel, stride);
  return [...windowCount({ size, channels, kernel, stride, padding }), conv.outputs];
}

/**
 * @param x [batch, height, width, channels]
 * @param weights [outputs, height, width, channels / groups]
 * @returns [batch, rows, columns, outputs]: windows side by side in a matrix, times the weights
 */
export function convolve(conv: PictureConvolution, x: Tensor, weights: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape;
  const { kernel, stride, groups, outputs } = conv;
  const padding = paddingOf(conv.padding, [height, width], kernel, stride);
  const window: Window = { size: kernel, stride, padding };
  const parts = patches(x, window);
  const [, rows, columns] = parts[0].shape;
  const pixels = batch * rows * columns;
  const [places, inputs] = [parts.length, channels / groups];
  const taps = np.stack(parts, 3).reshape([pixels, places, groups, inputs]);
  const grouped = np.transpose(taps, [2, 0, 1, 3]).reshape([groups, pixels, places * inputs]);
  const kernels = np.transpose(weights.reshape([groups, outputs / groups, places * inputs]), [0, 2, 1]);
  const sums = np.matmul(grouped, kernels);
  return np.transpose(sums, [1, 0, 2]).reshape([batch, rows, columns, outputs]);
}
