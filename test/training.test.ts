/** What is trained is what is built: the forward pass of training, the exact meaning and the golden model agree. */
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../cosim/vectors/random.ts';
import { compile, goldenOf } from '../generators/compile.ts';
import { fixedValue } from '../generators/exact/decode.ts';
import { fracOf } from '../generators/formats/format.ts';
import { rawRange } from '../generators/formats/range.ts';
import { packRows, unpackRows } from '../generators/golden/packing.ts';
import { formatAt, sizeOf } from '../generators/layers/tensor.ts';
import { TWINS } from '../generators/layers/twins.ts';
import { checkNetwork } from '../generators/network/check.ts';
import { exactEvaluation } from '../generators/network/evaluate.ts';
import { networkDesign } from '../generators/network/expand.ts';
import { edgeNamed } from '../generators/network/network.ts';
import { startJax } from '../generators/tensors/jax.ts';
import { readTrainingConfig } from '../generators/training/config.ts';
import type { Dataset } from '../generators/training/dataset.ts';
import { classesOf, resolveGraph } from '../generators/training/graph.ts';
import { train } from '../generators/training/trainer.ts';

beforeAll(startJax);

interface Use {
  readonly name: string;
  readonly shape: readonly number[];
  readonly format: string;
  readonly layers: readonly Record<string, unknown>[];
  readonly quantization?: Record<string, unknown>;
}

const dense = { layer: 'dense', name: 'last', outputs: 3 };
const flat = [{ layer: 'flatten' }, dense];

/** Between them, every trainable layer and every way to quantise. */
const USES: readonly Use[] = [
  {
    name: 'dense',
    shape: [6],
    format: 'fixed<5,2>',
    layers: [{ ...dense, outputs: 5 }, { layer: 'relu' }, { ...dense, name: 'b' }],
  },
  {
    name: 'points by output, signed K-hot',
    shape: [6],
    format: 'ufixed<4,1>',
    layers: [{ ...dense, output: { bits: 6, round: 'RND_CONV', overflow: 'SAT_SYM' } }],
    quantization: { weights: { bits: 6, per: 'output', k_hot: { digits: 2, kind: 'signed' } } },
  },
  {
    name: 'bounded accumulators, binary K-hot, wrapping results',
    shape: [8],
    format: 'fixed<4,2>',
    layers: [
      { ...dense, name: 'a', outputs: 4, output: { bits: 5, overflow: 'WRAP', round: 'TRN' } },
      { layer: 'leaky_relu', slope: 0.25 },
      dense,
    ],
    quantization: { weights: { bits: 5, accumulator: 9, k_hot: { digits: 1, kind: 'binary' } } },
  },
  {
    name: 'conv2d, normalisation, pooling',
    shape: [5, 4, 2],
    format: 'ufixed<3,1>',
    layers: [
      {
        layer: 'conv2d',
        outputs: 4,
        size: [3, 2],
        padding: [
          [1, 1],
          [0, 1],
        ],
        groups: 2,
        bias: false,
      },
      { layer: 'batch_norm' },
      { layer: 'relu6' },
      { layer: 'max_pool', size: [2, 2], stride: [1, 2], padding: 'same' },
      { layer: 'conv2d', outputs: 3, size: [2, 2], stride: [2, 1], batch_norm: 'folded' },
      { layer: 'clipped_relu', limit: 1.5 },
      { layer: 'average_pool', size: [2, 1] },
      ...flat,
    ],
  },
  {
    name: 'conv1d with a shortcut',
    shape: [7, 2],
    format: 'fixed<4,1>',
    layers: [
      { layer: 'conv1d', name: 'c', outputs: 2, size: 3, padding: 'same', stride: 1, groups: 2 },
      { layer: 'add', from: ['c', 'x'] },
      { layer: 'bias', name: 's' },
      { layer: 'requantise', name: 'q', output: { bits: 3, round: 'RND_ZERO' } },
      { layer: 'concat', from: ['s', 'q'] },
      { layer: 'average_pool', size: [3], stride: [2] },
      { layer: 'global_average_pool' },
      dense,
    ],
  },
  {
    name: 'binarised',
    shape: [6],
    format: 'fixed<5,1>',
    layers: [
      { ...dense, name: 'a', outputs: 8 },
      { layer: 'sign' },
      { layer: 'reshape', shape: [2, 2, 2] },
      { layer: 'binary_conv2d', outputs: 3, size: [2, 1] },
      { layer: 'batch_norm' },
      { layer: 'sign' },
      { layer: 'flatten' },
      { layer: 'binary_dense', outputs: 4 },
    ],
  },
];

/** Rows around the raw values of the format, labelled by the sign of sums. */
function dataset(features: number, rows: number, classes: number, ulp: number, seed: number): Dataset {
  const random = new Random(seed);
  const values = Float64Array.from({ length: rows * features }, () => (random.below(40) - 20) * ulp);
  const labels = Int32Array.from({ length: rows }, (_, r) => {
    const sum = values.subarray(r * features, (r + 1) * features).reduce((a, b) => a + b, 0);
    return Math.abs(Math.floor(sum / ulp / 5)) % classes;
  });
  return { rows, columns: Array.from({ length: features }, (_, i) => `f${i}`), features: values, labels };
}

function configOf({ name, shape, format, layers, quantization }: Use) {
  const document = {
    'bitwright-training': 1,
    name: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
    data: { train: 'train.csv', test: 'test.csv' },
    input: { shape, format },
    layers,
    quantization: { weights: { bits: 4 }, biases: { bits: 8 }, results: { bits: 4 }, ...quantization },
    fit: { float: { epochs: 2 }, quantized: { epochs: 3, rate: 0.02 }, batch: 16, seed: 3 },
  };
  return readTrainingConfig(JSON.stringify(document), 'config.json').config;
}

async function trained(use: Use) {
  const config = configOf(use);
  const graph = resolveGraph(config, () => undefined);
  const features = sizeOf(graph.input.shape);
  const ulp = 2 ** -fracOf(graph.input.format);
  const classes = classesOf(graph);
  const data = { train: dataset(features, 64, classes, ulp, 1), test: dataset(features, 24, classes, ulp, 2) };
  return { graph, ...(await train(config, graph, data, { onEpoch: () => {} })) };
}

describe('a trained network', () => {
  for (const use of USES)
    it(`gives in training what it means and what the hardware gives: ${use.name}`, async () => {
      const { graph, network: document, scores } = await trained(use);
      const network = checkNetwork(document, () => undefined);
      const [input] = network.inputs;
      const out = edgeNamed(network, network.outputs[0].from).type;
      const format = graph.input.format;
      const { min, max } = rawRange(format);
      const random = new Random(9);
      const rows = Array.from({ length: 40 }, () =>
        Array.from({ length: sizeOf(input.type.shape) }, () => min + BigInt(random.below(Number(max - min) + 1))),
      );

      const features = Float64Array.from(rows.flat(), (raw) => fixedValue(raw, format).toNumber());
      const forward = Array.from(await scores(features, rows.length));

      const evaluate = exactEvaluation(network);
      const meant = rows.flatMap((row) =>
        evaluate(new Map([[input.name, row.map((raw) => fixedValue(raw, format))]]))
          .get(network.outputs[0].from)!
          .rounded.map((v) => v.toNumber()),
      );
      expect(forward.map((v) => v + 0)).toEqual(meant);

      const golden = goldenOf(compile(networkDesign(network)));
      const pack = (words: readonly bigint[], width: number) =>
        words.reduceRight((all, w) => (all << BigInt(width)) | BigInt.asUintN(width, w), 0n);
      const packed = packRows(
        golden.inputs,
        rows.map((row) => [pack(row, format.width)]),
      );
      const results = unpackRows(golden.outputs, golden.run(packed, rows.length), rows.length);
      const built = results.flatMap(([word]) =>
        Array.from({ length: sizeOf(out.shape) }, (_, i) => {
          const own = formatAt(out, i);
          const bits = BigInt.asUintN(own.width, word >> BigInt(i * own.width));
          return fixedValue(own.signed ? BigInt.asIntN(own.width, bits) : bits, own).toNumber();
        }),
      );
      expect(built).toEqual(meant);
    });

  it('has been tried with every layer that can be trained', () => {
    const tried = new Set(USES.flatMap((u) => u.layers.map((l) => l.layer)));
    expect(TWINS.map((t) => t.name).filter((name) => !tried.has(name))).toEqual([]);
  });

  it('keeps its sums of products within the accumulator that was asked for', async () => {
    const { network } = await trained(USES[2]);
    const [first] = network.layers as unknown as { weights: { raw: number[][] } }[];
    const largest = 8;
    for (const row of first.weights.raw) {
      const sum = row.reduce((total, w) => total + Math.abs(w), 0);
      expect(sum * largest).toBeLessThanOrEqual(2 ** 8 - 1);
    }
  });

  it('is the same for the same seed, and from a checkpoint on', async () => {
    const use = USES[0];
    const config = configOf(use);
    const graph = resolveGraph(config, () => undefined);
    const ulp = 2 ** -fracOf(graph.input.format);
    const data = { train: dataset(6, 64, 3, ulp, 1), test: dataset(6, 24, 3, ulp, 2) };
    const { printCheckpoint, readCheckpoint } = await import('../generators/training/checkpoint.ts');
    const texts: string[] = [];
    const whole = await train(config, graph, data, {
      onEpoch: async (_, __, checkpoint) => void texts.push(await printCheckpoint(checkpoint, 'task')),
    });
    expect(texts.length).toBeGreaterThanOrEqual(4);
    for (const text of texts) {
      const resumed = await train(config, graph, data, { onEpoch: () => {} }, readCheckpoint(text, 'c.json', 'task'));
      expect(resumed.network).toEqual(whole.network);
      expect(resumed.outcomes).toEqual(whole.outcomes);
    }
  });
});
