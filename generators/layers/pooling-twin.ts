/** What the twins of the pooling layers share. */
import type { z } from 'zod';
import type { Tensor } from '../tensors/jax.ts';
import { patches } from '../tensors/patches.ts';
import { paddedPoolSchema, pooledShape, poolSchema, slidingOf } from './pooling.ts';
import { windowCount } from './sliding.ts';
import type { TensorType } from './tensor.ts';

export const pooling = poolSchema.omit({ output: true });
export const paddedPooling = paddedPoolSchema.omit({ output: true });

type Settings = z.output<typeof pooling> & Partial<z.output<typeof paddedPooling>>;

export function pooled(layer: string, settings: Settings, shape: readonly number[]): number[] {
  const x = shaped(shape);
  return pooledShape(x, windowCount(slidingOf(layer, x, settings)));
}

/** The elements of every window, one tensor for each position in it, in the shape of the result with the batch. */
export function windows(layer: string, settings: Settings, x: Tensor, fill?: number): Tensor[] {
  const [batch, ...shape] = x.shape;
  const { size, channels, kernel, stride, padding } = slidingOf(layer, shaped(shape), settings);
  const pictures = x.reshape([batch, ...size, channels]);
  const result = [batch, ...pooled(layer, settings, shape)];
  return patches(pictures, { size: kernel, stride, padding }, fill).map((part) => part.reshape(result));
}

/** The rules of the layer read shapes; formats do not matter to them. */
function shaped(shape: readonly number[]): TensorType {
  return { shape, formats: [] };
}
