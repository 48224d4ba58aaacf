import { numpy as np, tree } from '@jax-js/jax';
import { beforeAll, expect, it } from 'vitest';
import type { Tensors } from '../layers/twin.ts';
import { filled, startJax, type Tensor, tensor } from '../tensors/jax.ts';
import { readTrainingConfig } from './config.ts';
import { correctBiases } from './correct-biases.ts';
import { resolveGraph } from './graph.ts';
import { forward, type Site } from './model.ts';

beforeAll(startJax);

it('gives every output of a layer the mean that it had in real numbers', async () => {
  const config = {
    'bitwright-training': 1,
    name: 'one',
    data: { train: 'a.csv', test: 'b.csv' },
    input: { shape: [3], format: 'fixed<8,2>' },
    layers: [
      { layer: 'dense', name: 'a', outputs: 2 },
      { layer: 'relu', name: 'r' },
      { layer: 'dense', name: 'b', outputs: 2 },
    ],
    quantization: { weights: { bits: 2 }, biases: { bits: 16 }, results: { bits: 5 } },
  };
  const graph = resolveGraph(readTrainingConfig(JSON.stringify(config), 'one.json').config, () => undefined);
  const parameters: Tensors = {
    'a.weights': tensor([0.7, -0.4, 0.9, 0.3, 0.8, -0.2], [2, 3]),
    'a.bias': tensor([0.1, -0.2], [2]),
    'b.weights': tensor([0.6, 0.4, -0.9, 0.35], [2, 2]),
    'b.bias': tensor([0, 0.3], [2]),
  };
  const points: Tensors = {
    'a.weights.point': filled(1),
    'a.bias.point': filled(2),
    'r.output.point': filled(2),
    'b.weights.point': filled(1),
    'b.bias.point': filled(2),
  };
  const rows = tensor(
    Array.from({ length: 60 }, (_, i) => ((i * 37) % 64) / 32 - 0.5),
    [20, 3],
  );
  const observe = (quantized: boolean) => async (given: Tensors) => {
    const found = new Map<Site, Tensor>();
    const pass = { quantized, observe: (site: Site, value: Tensor) => found.set(site, value.ref) };
    forward(graph, tree.ref(given), rows.ref, pass).dispose();
    return found;
  };
  const real = await observe(false)(parameters);
  const means = async (of: ReadonlyMap<Site, Tensor>, site: Site) => [...(await np.mean(of.get(site)!.ref, 0).data())];

  const before = await observe(true)({ ...tree.ref(parameters), ...points });
  const corrected = await correctBiases(graph, { ...tree.ref(parameters), ...points }, real, observe(true));
  const after = await observe(true)(corrected);
  const ulp = 2 ** (2 - 16);
  for (const site of ['a.output', 'b.output'] as const) {
    const meant = await means(real, site);
    for (const [i, mean] of (await means(after, site)).entries()) expect(Math.abs(mean - meant[i])).toBeLessThan(ulp);
    const off = (await means(before, site)).map((mean, i) => Math.abs(mean - meant[i]));
    expect(Math.max(...off)).toBeGreaterThan(0.05);
  }
});
