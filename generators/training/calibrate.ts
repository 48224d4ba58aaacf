/** Post-training quantisation: binary points from the numbers that a trained network holds and computes. */
import { numpy as np } from '@jax-js/jax';
import type { Tensors } from '../layers/twin.ts';
import { type Tensor, tensor } from '../tensors/jax.ts';
import { type Quantizer, quantize, rawRange } from '../tensors/quantize.ts';
import type { ConstantSite, Graph } from './graph.ts';
import { pointOf, quantizeConstant, type Site } from './model.ts';

/**
 * - `range`: the fewest integer bits with which nothing saturates.
 * - `mse`: those with the smallest mean square error, which lets outliers saturate to gain a finer step.
 */
export type Calibration = 'range' | 'mse';

/** Steps below the range that are tried for the smallest error. */
const MSE_STEPS = 6;

/** Integer bits at which nothing of this magnitude saturates. */
function rangePoint(magnitude: number, { width, signed }: Quantizer): number {
  const { hi } = rawRange({ width, signed });
  if (magnitude === 0) return 0;
  return Math.ceil(Math.log2(magnitude / Math.max(hi, 0.5))) + width;
}

/**
 * Binary points for all sites, as parameters.
 * @param observed what stands at each site in the real network, on rows for calibration; not consumed
 */
export async function calibrate(
  graph: Graph,
  observed: ReadonlyMap<Site, Tensor>,
  method: Calibration,
): Promise<Tensors> {
  const points: Tensors = {};
  for (const node of graph.nodes) {
    for (const [name, constant] of Object.entries(node.constants)) {
      const site: Site = `${node.name}.${name}`;
      const value = observed.get(site);
      if (!value || constant === 'signs') continue;
      const rows = constant.perOutput ? value.ref.reshape([value.shape[0], -1]) : value.ref.reshape([1, -1]);
      const shape = constant.perOutput ? [value.shape[0]] : [];
      const floor = await finestPoint(constant, observed.get(`${node.name}.output`));
      points[pointOf(site)] = await choose(rows, constant.quantizer, method, shape, floor, (point) =>
        quantizeConstant(value.ref, point, constant).reshape(rows.shape),
      );
    }
    const site: Site = `${node.name}.output`;
    const { output } = node;
    const value = observed.get(site);
    if (output && value)
      points[pointOf(site)] = await choose(value.ref.reshape([1, -1]), output, method, [], NO_FLOOR, (point) =>
        quantize(value.ref, point, output).reshape([1, -1]),
      );
  }
  return points;
}

const NO_FLOOR = Number.NEGATIVE_INFINITY;

/** The integer bits below which a bias would be held finer than the result that it is added to can show. */
async function finestPoint({ quantizer, resultBits }: ConstantSite, result: Tensor | undefined): Promise<number> {
  if (resultBits === undefined || !result) return NO_FLOOR;
  const magnitude = (await np.max(np.abs(result.ref)).jsAsync()) as number;
  return magnitude === 0 ? NO_FLOOR : Math.ceil(Math.log2(magnitude)) - resultBits - GUARD_BITS + quantizer.width;
}

/** Bits of a bias below the last bit of the result. */
const GUARD_BITS = 2;

/** One point per row of `values`, in the given shape. Consumes `values`. */
async function choose(
  values: Tensor,
  quantizer: Quantizer,
  method: Calibration,
  shape: readonly number[],
  floor: number,
  quantized: (point: Tensor) => Tensor,
): Promise<Tensor> {
  const magnitudes = await np.max(np.abs(values.ref), 1).data();
  const widest = Array.from(magnitudes, (m) => Math.max(rangePoint(Number(m), quantizer), floor));
  const best = [...widest];
  if (method === 'mse') {
    const errors = widest.map(() => Number.POSITIVE_INFINITY);
    for (let step = 0; step <= MSE_STEPS; step++) {
      const tried = widest.map((point) => Math.max(point - step, floor));
      const error = np.square(quantized(tensor(tried, shape)).sub(values.ref)).mean(1);
      for (const [row, e] of (await error.data()).entries())
        if (e < errors[row]) [errors[row], best[row]] = [e, tried[row]];
    }
  }
  values.dispose();
  return tensor(best, shape);
}
