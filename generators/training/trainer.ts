/**
 * From a configuration and data to a network: real training, the post-training baseline, then training with the hardware's
 * rounding and trainable binary points (QFX).
 */
import { jit, numpy as np, random, tree } from '@jax-js/jax';
import type { Tensors } from '../layers/twin.ts';
import type { NetworkDocument } from '../network/document.ts';
import { startJax, type Tensor } from '../tensors/jax.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import type { Checkpoint, Progress } from './checkpoint.ts';
import type { TrainingConfig } from './config.ts';
import { correctBiases } from './correct-biases.ts';
import type { Dataset } from './dataset.ts';
import { networkDocument } from './export.ts';
import {
  accuracy,
  batchOf,
  type EpochReport,
  type Examples,
  type FitState,
  fitParameters,
  type Judgement,
  type Schedule,
  startOf,
  type Task,
} from './fit.ts';
import { classesOf, type Graph } from './graph.ts';
import { crossEntropy, forward, type Site, type Statistics } from './model.ts';
import { examplesOf, firstRows, split } from './prepare.ts';

/** Rows that statistics and calibration look at. */
const CALIBRATION_ROWS = 2048;

export type Phase = 'float' | 'quantized';

export interface TrainingHooks {
  /** After every epoch, with a state that training can go on from. */
  onEpoch(phase: Phase, report: EpochReport, checkpoint: Checkpoint): void | Promise<void>;
}

/** One row of the closing table: a way to come to numbers, and its share of right answers on the test rows. */
export interface Outcome {
  readonly method: 'float' | 'post-training, range' | 'post-training, mse' | 'QFX';
  readonly test: Judgement;
}

export interface Trained {
  readonly outcomes: readonly Outcome[];
  readonly network: NetworkDocument;
  /** The parameters of the real network, from which another quantisation can start. */
  readonly real: Tensors;
  /** The forward pass of the trained network on rows of features: what the hardware must give. */
  scores(features: Float64Array, rows: number): Promise<Float64Array>;
}

export async function train(
  config: TrainingConfig,
  graph: Graph,
  data: { readonly train: Dataset; readonly test: Dataset },
  hooks: TrainingHooks,
  resume?: Progress,
): Promise<Trained> {
  await startJax();
  const { seed, validation } = config.fit;
  const classes = classesOf(graph);
  const all = examplesOf(data.train, graph.input.format, classes);
  const test = examplesOf(data.test, graph.input.format, classes);
  const [fitted, held] = await split(all, validation, seed);
  const calibration = firstRows(fitted, CALIBRATION_ROWS);
  const done: { [phase: string]: Tensors } = { ...resume?.done };

  const run = async (phase: Phase, start: () => Promise<Tensors>): Promise<Model> => {
    const model = modelOf(graph, phase === 'quantized', calibration);
    if (!done[phase]) {
      const task = taskOf(config, model, held);
      const state: FitState =
        resume?.phase === phase && resume.state ? resume.state : await startOf(await start(), task);
      const report = (r: EpochReport, s: FitState) => hooks.onEpoch(phase, r, { phase, state: s, done });
      done[phase] = (await fitParameters(task, fitted, scheduleOf(config, phase), state, report)).parameters;
    }
    return model;
  };

  const real = await run('float', () => initial(graph, seed));
  const outcomes: Outcome[] = [{ method: 'float', test: await real.judge(done.float, test) }];
  const observed = await real.observe(done.float);
  const quantized = modelOf(graph, true, calibration);
  const calibrated = async (method: Calibration) => {
    const parameters = { ...tree.ref(done.float), ...(await calibrate(graph, observed, method)) };
    return config.fit.bias_correction ? correctBiases(graph, parameters, observed, quantized.observe) : parameters;
  };
  for (const method of ['range', 'mse'] as const)
    outcomes.push({
      method: `post-training, ${method}`,
      test: await quantized.judge(await calibrated(method), test),
    });
  await run('quantized', () => calibrated('mse'));
  const final = done.quantized;
  outcomes.push({ method: 'QFX', test: await quantized.judge(final, test) });
  const statistics = quantized.statistics(final);
  return {
    outcomes,
    real: done.float,
    network: await networkDocument(config, graph, final, statistics),
    scores: async (features, rows) => {
      const examples = { ...test, rows, features, labels: new Int32Array(rows) };
      return (await quantized.scores(final, statistics, examples).data()) as Float64Array;
    },
  };
}

/** A graph with compiled functions. None consumes what it is given. */
interface Model {
  readonly graph: Graph;
  readonly quantized: boolean;
  /** Of the rows for calibration. */
  statistics(parameters: Tensors): Statistics;
  scores(parameters: Tensors, statistics: Statistics, examples: Examples): Tensor;
  judge(parameters: Tensors, examples: Examples): Promise<Judgement>;
  /** What stands at every site, on the rows for calibration. */
  observe(parameters: Tensors): Promise<Map<Site, Tensor>>;
}

function modelOf(graph: Graph, quantized: boolean, calibration: Examples): Model {
  const pass = jit((parameters: Tensors, statistics: Statistics, x: Tensor) =>
    forward(graph, parameters, x, { quantized, statistics }),
  );
  const statisticsPass = jit((parameters: Tensors, x: Tensor) => {
    const found: Statistics = {};
    const onStatistics = (node: string, own: Tensors) => {
      found[node] = own;
    };
    forward(graph, parameters, x, { quantized, onStatistics }).dispose();
    return found;
  });
  const hasStatistics = graph.nodes.some((n) => n.twin.statistics);
  const inputOf = (examples: Examples) => rowsOf(examples);
  const model: Model = {
    graph,
    quantized,
    statistics: (parameters) =>
      hasStatistics ? (statisticsPass(tree.ref(parameters), inputOf(calibration).x) as Statistics) : {},
    scores: (parameters, statistics, examples) => pass(tree.ref(parameters), tree.ref(statistics), inputOf(examples).x),
    judge: async (parameters, examples) => {
      const { y } = inputOf(examples);
      const statistics = model.statistics(parameters);
      const scores = model.scores(parameters, statistics, examples);
      const share = accuracy(scores.ref, y.ref);
      const loss = crossEntropy(scores, y);
      return { accuracy: (await share.jsAsync()) as number, loss: (await loss.jsAsync()) as number };
    },
    observe: async (parameters) => {
      const found = new Map<Site, Tensor>();
      const observe = (site: Site, value: Tensor) => found.set(site, value.ref);
      forward(graph, tree.ref(parameters), inputOf(calibration).x, { quantized, observe }).dispose();
      return found;
    },
  };
  return model;
}

function rowsOf(examples: Examples) {
  return batchOf(
    examples,
    Array.from({ length: examples.rows }, (_, i) => i),
  );
}

function taskOf(config: TrainingConfig, model: Model, held: Examples): Task {
  const { point_rate, decay } = config.fit;
  return {
    loss: (parameters, features, labels) =>
      crossEntropy(forward(model.graph, parameters, features, { quantized: model.quantized }), labels),
    judge: (parameters) => model.judge(parameters, held),
    treatmentOf: (name) => (name.endsWith('.point') ? { rate: point_rate, decay: 0 } : { rate: 1, decay }),
  };
}

function scheduleOf({ fit: given }: TrainingConfig, phase: Phase): Schedule {
  const { epochs, rate } = given[phase];
  const { batch, patience, seed } = given;
  return { epochs, rate, batch, patience, seed };
}

/** Parameters at their start: each tensor has a key of its own, drawn from the seed. */
async function initial(graph: Graph, seed: number): Promise<Tensors> {
  let key = random.key(seed);
  const draw = (shape: readonly number[], deviation: number): Tensor => {
    const [next, own] = splitKey(key);
    key = next;
    return random
      .normal(own, [...shape])
      .astype(np.float64)
      .mul(deviation);
  };
  const parameters: Tensors = {};
  for (const node of graph.nodes) {
    const inputs = node.from.map((i) => (i < 0 ? graph.input.shape : graph.nodes[i].shape));
    for (const [name, value] of Object.entries(node.twin.parameters(node.settings, inputs, draw)))
      parameters[`${node.name}.${name}`] = value;
  }
  key.dispose();
  return parameters;
}

function splitKey(key: Tensor): [Tensor, Tensor] {
  const both = random.split(key);
  return [both.ref.slice(0), both.slice(1)];
}
