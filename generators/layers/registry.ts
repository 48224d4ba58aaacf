import { fail } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { add } from './add/index.ts';
import { argmax } from './argmax/index.ts';
import { averagePool } from './average_pool/index.ts';
import { batchNorm } from './batch_norm/index.ts';
import { bias } from './bias/index.ts';
import { binaryConv2d } from './binary_conv2d/index.ts';
import { binaryDense } from './binary_dense/index.ts';
import { clippedRelu } from './clipped_relu/index.ts';
import { concat } from './concat/index.ts';
import { conv1d } from './conv1d/index.ts';
import { conv2d } from './conv2d/index.ts';
import { dense } from './dense/index.ts';
import { flatten } from './flatten/index.ts';
import { globalAveragePool } from './global_average_pool/index.ts';
import type { Layer } from './layer.ts';
import { leakyRelu } from './leaky_relu/index.ts';
import { maxPool } from './max_pool/index.ts';
import { relu } from './relu/index.ts';
import { relu6 } from './relu6/index.ts';
import { requantise } from './requantise/index.ts';
import { reshape } from './reshape/index.ts';
import { sign } from './sign/index.ts';

/** Every kind of layer, in the order of the lists. A new one is added here, and nowhere else. */
export const LAYERS = [
  dense,
  conv1d,
  conv2d,
  bias,
  batchNorm,
  relu,
  relu6,
  clippedRelu,
  leakyRelu,
  add,
  concat,
  maxPool,
  averagePool,
  globalAveragePool,
  flatten,
  reshape,
  requantise,
  argmax,
  sign,
  binaryDense,
  binaryConv2d,
] as const;

export function layerNamed(name: string): Layer {
  const found = (LAYERS as readonly Layer[]).find((l) => l.name === name);
  if (found) return found;
  const names = LAYERS.map((l) => l.name);
  return fail('BW2104', `there is no layer '${name}'`, {
    help: didYouMean(name, names) ?? `the layers are ${names.join(', ')}`,
  });
}
