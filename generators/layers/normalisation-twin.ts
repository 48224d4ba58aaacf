/**
 * Batch normalisation in training: every channel is normalised by its mean and variance over the batch, then scaled by gamma
 * and shifted by beta (Ioffe, Szegedy, "Batch Normalization", 2015). Hardware has the two constants that come of it: scale =
 * gamma / sqrt(variance + epsilon) and shift = beta - mean * scale.
 */
import { numpy as np } from '@jax-js/jax';
import { filled, type Tensor } from '../tensors/jax.ts';
import type { Tensors } from './twin.ts';

export function normalisationParameters(channels: number): Tensors {
  return { gamma: filled(1, [channels]), beta: filled(0, [channels]) };
}

/** Mean and variance of every channel, the last axis. */
export function momentsByChannel(x: Tensor): Tensors {
  const rows = x.reshape([-1, x.shape[x.shape.length - 1]]);
  const mean = rows.ref.mean(0);
  return { mean: mean.ref, variance: np.square(rows.sub(mean)).mean(0) };
}

export function normalisation(
  { epsilon }: { readonly epsilon: number },
  { gamma, beta }: Tensors,
  { mean, variance }: Tensors,
): Tensors {
  const scale = gamma.div(np.sqrt(variance.add(epsilon)));
  return { scale: scale.ref, shift: beta.sub(mean.mul(scale)) };
}
