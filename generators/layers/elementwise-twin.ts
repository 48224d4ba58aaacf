import { z } from 'zod';
import type { Tensor } from '../tensors/jax.ts';
import { defineTwin, type Twin } from './twin.ts';

interface Elementwise {
  nonNegative(input: boolean): boolean;
  forward(x: Tensor): Tensor;
}

const empty = z.strictObject({});

/** A layer of one input, without settings or constants, whose result has the shape of its input. */
export function elementwiseTwin<const N extends string>(
  name: N,
  { nonNegative, forward }: Elementwise,
): Twin<N, typeof empty> {
  return defineTwin({
    name,
    schema: empty,
    shape: (_, [x]) => [...x],
    nonNegative: (_, [x]) => nonNegative(x),
    passesValues: false,
    constants: {},
    parameters: () => ({}),
    forward: (_, [x]) => forward(x),
    document: () => ({}),
  });
}
