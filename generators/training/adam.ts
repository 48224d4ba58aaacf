/** Adam with decoupled weight decay (Kingma, Ba, 2015; Loshchilov, Hutter, "AdamW", 2019). */
import { numpy as np } from '@jax-js/jax';
import { filled, type Tensor } from '../tensors/jax.ts';

/** Trainable tensors by name. */
export type Parameters = { [name: string]: Tensor };

/** The state of the optimiser: both moments of every gradient. */
export type Moments = { first: Parameters; second: Parameters };

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export function zeroMoments(parameters: Parameters): Moments {
  const zeros = () => mapParameters(parameters, (p) => filled(0, p.shape));
  return { first: zeros(), second: zeros() };
}

export interface AdamStep {
  /** Steps taken, this one included. */
  readonly count: Tensor;
  /** Learning rate of the schedule at this step. */
  readonly rate: Tensor;
}

/** How a parameter is trained. */
export interface Treatment {
  /** Factor on the learning rate. */
  readonly rate: number;
  /** Weight decay per step and unit of learning rate. */
  readonly decay: number;
}

/** One step. Consumes all that it takes. */
export function adam(
  parameters: Parameters,
  gradients: Parameters,
  moments: Moments,
  step: AdamStep,
  treatmentOf: (name: string) => Treatment,
): { parameters: Parameters; moments: Moments } {
  const unbias = (beta: number) => filled(1).sub(np.power(filled(beta), step.count.ref));
  const unbiasFirst = unbias(BETA1);
  const unbiasSecond = unbias(BETA2);
  const next: Parameters = {};
  const first: Parameters = {};
  const second: Parameters = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const { rate, decay } = treatmentOf(name);
    const gradient = gradients[name];
    first[name] = moments.first[name].mul(BETA1).add(gradient.ref.mul(1 - BETA1));
    second[name] = moments.second[name].mul(BETA2).add(np.square(gradient).mul(1 - BETA2));
    const size = np.sqrt(second[name].ref.div(unbiasSecond.ref)).add(EPSILON);
    const move = first[name].ref.div(unbiasFirst.ref).div(size).add(parameter.ref.mul(decay));
    next[name] = parameter.sub(move.mul(step.rate.ref.mul(rate)));
  }
  for (const used of [unbiasFirst, unbiasSecond, step.count, step.rate]) used.dispose();
  return { parameters: next, moments: { first, second } };
}

export function mapParameters(parameters: Parameters, change: (tensor: Tensor, name: string) => Tensor): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [name, change(tensor, name)]));
}
