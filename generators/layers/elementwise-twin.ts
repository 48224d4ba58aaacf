import { z } from 'zod';
import type { Tensor } from '../tensors/jax.ts';
import { defineTwin, type Twin } from './twin.ts';

interface Elementwise<S extends z.ZodObject> {
  readonly schema: S;
  nonNegative(input: boolean): boolean;
  forward(x: Tensor, settings: z.output<S>): Tensor;
}

/** A layer of one input, without constants, whose result has the shape of its input. Its settings go into the document. */
export function elementwiseTwin<const N extends string, S extends z.ZodObject>(
  name: N,
  { schema, nonNegative, forward }: Elementwise<S>,
): Twin<N, S> {
  return defineTwin({
    name,
    schema,
    shape: (_, [x]) => [...x],
    nonNegative: (_, [x]) => nonNegative(x),
    rounding: 'own',
    constants: {},
    parameters: () => ({}),
    forward: (settings, [x]) => forward(x, settings),
    document: (settings) => settings,
  });
}

export const noSettings = z.strictObject({});
