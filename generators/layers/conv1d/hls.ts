import { writeConvolution } from '../convolution-hls.ts';
import type { LayerHls } from '../hls.ts';
import { type Conv1d, convolutionOf } from './index.ts';

export function hls(c: LayerHls<Conv1d>): void {
  writeConvolution(c, convolutionOf(c.types[0], c.params), 1);
}
