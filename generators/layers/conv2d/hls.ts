import { writeConvolution } from '../convolution-hls.ts';
import type { LayerHls } from '../hls.ts';
import { type Conv2d, convolutionOf } from './index.ts';

export function hls(c: LayerHls<Conv2d>): void {
  writeConvolution(c, convolutionOf(c.types[0], c.params), 2);
}
