/** The training loop: shuffled batches, a cosine learning rate, early stop on held-out rows, and states to resume from. */
import { jit, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import { fail } from '../diagnostics/diagnostic.ts';
import { filled, type Tensor, tensor } from '../tensors/jax.ts';
import { adam, type Moments, type Parameters, type Treatment, zeroMoments } from './adam.ts';

/** Rows on which a network is trained or judged. */
export interface Examples {
  readonly rows: number;
  /** Features per row. */
  readonly width: number;
  readonly features: Float64Array;
  readonly labels: Int32Array;
  readonly classes: number;
}

export interface Schedule {
  readonly epochs: number;
  /** Rows per step. */
  readonly batch: number;
  /** Learning rate at the start; falls to zero along half a cosine. */
  readonly rate: number;
  /** Epochs without a better score after which training stops. */
  readonly patience: number;
  readonly seed: number;
}

export interface Judgement {
  /** Share of rows that are classified rightly, 0 to 1. */
  readonly accuracy: number;
  readonly loss: number;
}

export interface Task {
  /** Mean loss of a batch of shape [rows, width] with one-hot labels [rows, classes]. Consumes all that it takes. */
  loss(parameters: Parameters, features: Tensor, labels: Tensor): Tensor;
  /** On rows that training does not see. Leaves the parameters alone. */
  judge(parameters: Parameters): Promise<Judgement>;
  treatmentOf(name: string): Treatment;
}

/** Everything that training goes on from. */
export interface FitState {
  /** Epochs done. */
  readonly epoch: number;
  readonly parameters: Parameters;
  readonly moments: Moments;
  readonly best: { readonly epoch: number; readonly judgement: Judgement; readonly parameters: Parameters };
}

export interface EpochReport {
  readonly epoch: number;
  readonly epochs: number;
  /** Mean over the epoch. */
  readonly loss: number;
  readonly judgement: Judgement;
  readonly best: Judgement;
}

export async function startOf(parameters: Parameters, task: Task): Promise<FitState> {
  const judgement = await task.judge(parameters);
  return {
    epoch: 0,
    parameters: tree.ref(parameters),
    moments: zeroMoments(parameters),
    best: { epoch: 0, judgement, parameters },
  };
}

/**
 * Trains from `state` to the end of the schedule, or until `patience` runs out. The same seed, data and state give the same
 * parameters, whether or not training was interrupted: the order of rows depends on the seed and the epoch alone.
 *
 * @param onEpoch is awaited after each epoch; what it is given stays valid
 * @returns the best parameters by accuracy on the rows that are held out, then by loss
 * @throws BW7010 where the loss is no longer a finite number
 */
export async function fitParameters(
  task: Task,
  examples: Examples,
  schedule: Schedule,
  state: FitState,
  onEpoch: (report: EpochReport, state: FitState) => void | Promise<void>,
): Promise<FitState['best']> {
  const batch = Math.min(schedule.batch, examples.rows);
  const steps = Math.floor(examples.rows / batch);
  const step = jit((parameters: Parameters, moments: Moments, count: Tensor, rate: Tensor, x: Tensor, y: Tensor) => {
    const [loss, gradients] = valueAndGrad(task.loss)(tree.ref(parameters), x, y);
    return { loss, ...adam(parameters, gradients as Parameters, moments, { count, rate }, task.treatmentOf) };
  });
  let { epoch, parameters, moments, best } = state;
  while (epoch < schedule.epochs && epoch - best.epoch < schedule.patience) {
    const order = await shuffled(examples.rows, schedule.seed, epoch);
    let total = 0;
    for (let i = 0; i < steps; i++) {
      const count = epoch * steps + i;
      const rate = (schedule.rate * (1 + Math.cos((Math.PI * count) / (schedule.epochs * steps)))) / 2;
      const { x, y } = batchOf(examples, order.subarray(i * batch, (i + 1) * batch));
      const next = step(parameters, moments, filled(count + 1), filled(rate), x, y);
      ({ parameters, moments } = next);
      total += (await next.loss.jsAsync()) as number;
    }
    epoch++;
    const loss = total / steps;
    if (!Number.isFinite(loss))
      fail('BW7010', `the loss became ${loss} in epoch ${epoch}`, {
        help: `Lower the learning rate (now ${schedule.rate}), or look for extreme values in the data.`,
      });
    const judgement = await task.judge(parameters);
    if (isBetter(judgement, best.judgement)) best = { epoch, judgement, parameters: tree.ref(parameters) };
    await onEpoch(
      { epoch, epochs: schedule.epochs, loss, judgement, best: best.judgement },
      { epoch, parameters, moments, best },
    );
  }
  return best;
}

function isBetter(a: Judgement, b: Judgement): boolean {
  return a.accuracy > b.accuracy || (a.accuracy === b.accuracy && a.loss < b.loss);
}

/** The rows in the order of an epoch. */
async function shuffled(rows: number, seed: number, epoch: number): Promise<Int32Array> {
  const key = random.split(random.key(seed), epoch + 1);
  const own = key.slice(epoch);
  return (await random.permutation(own, rows).data()) as Int32Array;
}

export function batchOf(examples: Examples, rows: ArrayLike<number>): { x: Tensor; y: Tensor } {
  const { width, classes, features, labels } = examples;
  const x = new Float64Array(rows.length * width);
  const y = new Float64Array(rows.length * classes);
  for (let i = 0; i < rows.length; i++) {
    x.set(features.subarray(rows[i] * width, (rows[i] + 1) * width), i * width);
    y[i * classes + labels[rows[i]]] = 1;
  }
  return { x: tensor(x, [rows.length, width]), y: tensor(y, [rows.length, classes]) };
}

/** Share of rows, 0 to 1, whose largest logit is at the label. Of equal ones, the first counts, as in the argmax layer. */
export function accuracy(logits: Tensor, labels: Tensor): Tensor {
  return np.argmax(logits, 1).equal(np.argmax(labels, 1)).astype(np.float64).mean();
}
