import { writeClip } from '../clip-hls.ts';
import type { LayerHls } from '../hls.ts';
import type { ClippedRelu } from './index.ts';

export function hls(c: LayerHls<ClippedRelu>): void {
  writeClip(c, c.params.limit);
}
