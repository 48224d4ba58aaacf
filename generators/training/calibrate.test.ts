import { beforeAll, describe, expect, it } from 'vitest';
import { startJax, tensor } from '../tensors/jax.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { readTrainingConfig } from './config.ts';
import { resolveGraph } from './graph.ts';
import { pointOf, type Site } from './model.ts';

beforeAll(startJax);

const graph = (per: 'layer' | 'output') =>
  resolveGraph(
    readTrainingConfig(
      JSON.stringify({
        'bitwright-training': 1,
        name: 'one',
        data: { train: 'a.csv', test: 'b.csv' },
        input: { shape: [4], format: 'fixed<8,2>' },
        layers: [{ layer: 'dense', name: 'd', outputs: 2, output: { bits: 4 } }],
        quantization: { weights: { bits: 4, per }, results: { bits: 4 } },
      }),
      'one.json',
    ).config,
    () => undefined,
  );

const weights = [
  [0.4, -0.87, 0.25, 0.1],
  [6.9, 0.5, -0.5, 0.25],
];

async function points(per: 'layer' | 'output', method: Calibration, values = weights): Promise<number[]> {
  const observed = new Map<Site, ReturnType<typeof tensor>>([['d.weights', tensor(values.flat(), [2, 4])]]);
  const found = await calibrate(graph(per), observed, method);
  return Array.from(await found[pointOf('d.weights')].data(), Number);
}

describe('calibrate', () => {
  it('by range takes the fewest integer bits without saturation', async () => {
    // 7 ulps of 2^0 reach 6.9, 7 of 2^-3 reach 0.875: I = 4 and 1.
    expect(await points('layer', 'range')).toEqual([4]);
    expect(await points('output', 'range')).toEqual([1, 4]);
  });

  it('by mean square error saturates an outlier to gain a finer step', async () => {
    const many = Array.from({ length: 2 }, () => [0.3, 0.3, 0.3, 0.92]);
    expect(await points('output', 'range', many)).toEqual([2, 2]);
    expect(await points('output', 'mse', many)).toEqual([1, 1]);
  });

  it('gives zeros a point', async () => {
    expect(
      await points('layer', 'mse', [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ]),
    ).toEqual([0]);
  });
});
