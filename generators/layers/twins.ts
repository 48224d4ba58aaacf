/**
 * The layers that can be trained. Apart from `registry.ts`, as twins bring the array library with them, which no one waits
 * for who only builds.
 */
import { fail } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { addTwin } from './add/train.ts';
import { averagePoolTwin } from './average_pool/train.ts';
import { batchNormTwin } from './batch_norm/train.ts';
import { biasTwin } from './bias/train.ts';
import { binaryConv2dTwin } from './binary_conv2d/train.ts';
import { binaryDenseTwin } from './binary_dense/train.ts';
import { clippedReluTwin } from './clipped_relu/train.ts';
import { concatTwin } from './concat/train.ts';
import { conv1dTwin } from './conv1d/train.ts';
import { conv2dTwin } from './conv2d/train.ts';
import { denseTwin } from './dense/train.ts';
import { flattenTwin } from './flatten/train.ts';
import { globalAveragePoolTwin } from './global_average_pool/train.ts';
import { leakyReluTwin } from './leaky_relu/train.ts';
import { maxPoolTwin } from './max_pool/train.ts';
import { reluTwin } from './relu/train.ts';
import { relu6Twin } from './relu6/train.ts';
import { requantiseTwin } from './requantise/train.ts';
import { reshapeTwin } from './reshape/train.ts';
import { signTwin } from './sign/train.ts';
import type { Twin } from './twin.ts';

export const TWINS = [
  addTwin,
  averagePoolTwin,
  batchNormTwin,
  biasTwin,
  binaryConv2dTwin,
  binaryDenseTwin,
  clippedReluTwin,
  concatTwin,
  conv1dTwin,
  conv2dTwin,
  denseTwin,
  flattenTwin,
  globalAveragePoolTwin,
  leakyReluTwin,
  maxPoolTwin,
  reluTwin,
  relu6Twin,
  requantiseTwin,
  reshapeTwin,
  signTwin,
] as const;

export function twinNamed(name: string): Twin {
  const found = (TWINS as unknown as readonly Twin[]).find((t) => t.name === name);
  if (found) return found;
  const names = TWINS.map((t) => t.name);
  return fail('BW7007', `there is no trainable layer '${name}'`, {
    help: didYouMean(name, names) ?? `the layers are ${names.join(', ')}`,
  });
}
