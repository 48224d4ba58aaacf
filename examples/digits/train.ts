/**
 * Trains the classifier: multinomial logistic regression by stochastic gradient descent with momentum, then rounds the
 * weights. Writes the network `digits.json` to standard output:
 *
 *     npx jiti examples/digits/train.ts path/to/optdigits/train.csv > digits.json
 */
import { readFileSync } from 'node:fs';
import { Random } from '../../cosim/vectors/random.ts';
import { fixed, network, printNetwork, uint } from '../../generators/index.ts';
import { CLASSES, type Digit, PIXELS, readDigits } from './dataset.ts';

const SEED = 1;
const EPOCHS = 60;
const BATCH = 32;
const MOMENTUM = 0.9;
/** Falls to zero along half a cosine. */
const LEARNING_RATE = 0.05;
/** Weight decay: keeps weights small, so that few bits hold them. */
const DECAY = 1e-3;
const WEIGHT_BITS = 8;

/** One row of weights per class, the bias last; for pixels scaled to 0..1. */
type Model = Float64Array[];

function train(digits: readonly Digit[]): Model {
  const random = new Random(SEED);
  const zeros = () => Array.from({ length: CLASSES }, () => new Float64Array(PIXELS + 1));
  const model = zeros();
  const velocity = zeros();
  const order = digits.map((_, i) => i);
  const steps = EPOCHS * Math.ceil(digits.length / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    for (let start = 0; start < order.length; start += BATCH) {
      const rate = (LEARNING_RATE * (1 + Math.cos((Math.PI * step++) / steps))) / 2;
      const batch = order.slice(start, start + BATCH).map((i) => digits[i]);
      const gradient = gradientOf(model, batch);
      for (const [c, row] of model.entries())
        for (let i = 0; i <= PIXELS; i++) {
          const decay = i < PIXELS ? DECAY * row[i] : 0;
          velocity[c][i] = MOMENTUM * velocity[c][i] - rate * (gradient[c][i] + decay);
          row[i] += velocity[c][i];
        }
    }
  }
  return model;
}

/** Mean gradient of the cross-entropy loss. */
function gradientOf(model: Model, batch: readonly Digit[]): Model {
  const gradient = model.map((row) => new Float64Array(row.length));
  for (const { pixels, label } of batch) {
    const inputs = [...pixels.map((p) => p / 16), 1];
    const scores = model.map((row) => inputs.reduce((sum, x, i) => sum + x * row[i], 0));
    const largest = Math.max(...scores);
    const powers = scores.map((s) => Math.exp(s - largest));
    const total = powers.reduce((sum, e) => sum + e, 0);
    for (const [c, row] of gradient.entries()) {
      const error = (powers[c] / total - (c === label ? 1 : 0)) / batch.length;
      for (const [i, x] of inputs.entries()) row[i] += error * x;
    }
  }
  return gradient;
}

/** Fisher and Yates. */
function shuffle(items: number[], random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
}

/** The weights for pixels 0..16 as integers of `WEIGHT_BITS`, with as many fraction bits as the largest one leaves. */
function quantise(model: Model): { fraction: number; weights: number[][]; biases: number[] } {
  const weights = model.map((row) => [...row.subarray(0, PIXELS)].map((w) => w / 16));
  const largest = Math.max(...weights.flat().map(Math.abs));
  const fraction = Math.floor(Math.log2((2 ** (WEIGHT_BITS - 1) - 1) / largest));
  const round = (value: number) => Math.round(value * 2 ** fraction);
  return { fraction, weights: weights.map((row) => row.map(round)), biases: model.map((row) => round(row[PIXELS])) };
}

function documentOf({ fraction, weights, biases }: ReturnType<typeof quantise>) {
  const bits = Math.ceil(Math.log2(Math.max(...biases.map(Math.abs)) + 1)) + 1;
  const n = network(
    'digits',
    'Linear classifier for 8x8 digits with pixels 0 to 16. Of equal scores, the lower digit wins.',
  );
  const scores = n.input('p', [PIXELS], uint(5)).dense({
    name: 'linear',
    weights: { format: fixed(WEIGHT_BITS, WEIGHT_BITS - fraction), raw: weights },
    bias: { format: fixed(bits, bits - fraction), raw: biases },
  });
  scores.argmax({ name: 'best' }).output('label');
  return scores.output('scores').document;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: npx jiti examples/digits/train.ts TRAIN.csv > digits.json\n');
  process.exitCode = 2;
} else process.stdout.write(printNetwork(documentOf(quantise(train(readDigits(readFileSync(file, 'utf8')))))));
