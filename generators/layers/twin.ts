import type { z } from 'zod';
import type { Tensor } from '../tensors/jax.ts';

/** Tensors by name. */
export type Tensors = { [name: string]: Tensor };

/** How a constant of a layer is quantised in training: as weights, K-hot if wished; as biases; or to its sign, 1 or -1. */
export type ConstantRole = 'weights' | 'biases' | 'signs';

/** Draws a tensor of independent normal values with mean zero. */
export type Draw = (shape: readonly number[], deviation: number) => Tensor;

/** Constants as a network document holds them; for signs, lists of 1 and -1. */
export type StoredConstants =
  | { readonly format: string | readonly string[]; readonly raw: readonly unknown[] }
  | readonly unknown[];

/**
 * A layer as it is trained: the same function on tensors, differentiable, with real constants. Tensors have the examples of
 * a batch first, then the shape of the layer, channels last. Functions consume the tensors that they are given.
 *
 * The rounding of the result and of the constants is no business of a twin: the trainer puts it around every one alike.
 */
export interface Twin<N extends string = string, S extends z.ZodObject = z.ZodObject> {
  /** Name of the layer. */
  readonly name: N;
  /** Settings in a training configuration, but name, kind, inputs, and how constants and result are quantised. */
  readonly schema: S;
  /** Shape of the result, without the batch. Throws BW7006 where the inputs do not fit. */
  shape(settings: z.output<S>, inputs: readonly (readonly number[])[]): number[];
  /** Whether the result is never negative, given whether the inputs are. */
  nonNegative(settings: z.output<S>, inputs: readonly boolean[]): boolean;
  /**
   * What becomes of the result. `own`: it is rounded at the end of the layer, or left exact for the next one to round.
   * `always`: no format holds it exactly. `none`: it is made of input values alone, in their format. `bit`: it is one bit.
   */
  readonly rounding: 'own' | 'always' | 'none' | 'bit';
  /** The constants that hardware holds, each with the axis 0 along which formats may differ. */
  readonly constants: { readonly [name: string]: ConstantRole };
  /** What is trained, at its start. */
  parameters(settings: z.output<S>, inputs: readonly (readonly number[])[], draw: Draw): Tensors;
  /** Statistics of the examples that the constants depend on. Absent: none. */
  statistics?(settings: z.output<S>, inputs: readonly Tensor[], parameters: Tensors): Tensors;
  /** The constants, from parameters and statistics. Absent: the parameters themselves. */
  derive?(settings: z.output<S>, parameters: Tensors, statistics: Tensors): Tensors;
  /** The result before rounding. */
  forward(settings: z.output<S>, inputs: readonly Tensor[], constants: Tensors): Tensor;
  /** Settings of the layer in a network document. */
  document(settings: z.output<S>, constants: { readonly [name: string]: StoredConstants }): Record<string, unknown>;
}

export function defineTwin<const N extends string, S extends z.ZodObject>(twin: Twin<N, S>): Twin<N, S> {
  return twin;
}
