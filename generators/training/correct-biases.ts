/**
 * Bias correction: quantised weights shift the mean of what a layer gives; its bias takes the shift back, output by output,
 * layer after layer (Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019, section
 * 4.2; here with measured means).
 */
import { tree } from '@jax-js/jax';
import type { Tensors } from '../layers/twin.ts';
import type { Tensor } from '../tensors/jax.ts';
import type { Graph } from './graph.ts';
import type { Site } from './model.ts';

/** What stands at the sites of a network with these parameters, on the rows for calibration. Consumes nothing. */
export type Observe = (parameters: Tensors) => Promise<ReadonlyMap<Site, Tensor>>;

/**
 * @param parameters of the quantised network, with binary points; consumed
 * @param real what stands at the sites of the real network; not consumed
 * @returns the parameters with corrected biases
 */
export async function correctBiases(
  graph: Graph,
  parameters: Tensors,
  real: ReadonlyMap<Site, Tensor>,
  observe: Observe,
): Promise<Tensors> {
  let corrected = parameters;
  for (const node of graph.nodes) {
    const bias = [`${node.name}.bias`, `${node.name}.beta`].find((name) => name in corrected);
    if (bias === undefined) continue;
    const site: Site = `${node.name}.output`;
    const quantized = (await observe(corrected)).get(site)!;
    const shift = meanByChannel(real.get(site)!.ref).sub(meanByChannel(quantized.ref));
    corrected = { ...tree.ref(corrected), [bias]: corrected[bias].ref.add(shift) };
  }
  return corrected;
}

function meanByChannel(x: Tensor): Tensor {
  return x.reshape([-1, x.shape[x.shape.length - 1]]).mean(0);
}
