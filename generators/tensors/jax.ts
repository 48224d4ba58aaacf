/** The differentiable array library, started once. Values are consumed on use; `.ref` keeps them for one use more. */
import { defaultDevice, init, lax, numpy as np } from '@jax-js/jax';

export type Tensor = np.Array;

/**
 * All of training computes in binary64: sums of products of fixed-point values are exact there up to 2^53 ulps, in any
 * order, so that the forward pass gives the very integers of the hardware.
 */
const REAL = np.float64;

let started: Promise<void> | undefined;

/** Starts the WebAssembly device. To be awaited before any other use. */
export function startJax(): Promise<void> {
  started ??= start();
  return started;
}

async function start(): Promise<void> {
  // jax-js 0.1 asks `instanceof Float16Array`, which Node 20 has not; an empty class answers no.
  const scope = globalThis as { Float16Array?: unknown };
  scope.Float16Array ??= class {};
  await init('wasm');
  defaultDevice('wasm');
}

/** @param data row-major, as many as the shape has elements */
export function tensor(data: Iterable<number>, shape: readonly number[]): Tensor {
  return np.array(Float64Array.from(data), { dtype: REAL }).reshape([...shape]);
}

/** A tensor of one value in every element. */
export function filled(value: number, shape: readonly number[] = []): Tensor {
  return np.full([...shape], value, { dtype: REAL });
}

/** The value `forward`, with the gradient of `x`: straight-through estimation (Bengio, Léonard, Courville, 2013). */
export function straightThrough(x: Tensor, forward: Tensor): Tensor {
  return x.ref.add(lax.stopGradient(forward.sub(x)));
}
