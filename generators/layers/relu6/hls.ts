import { writeClip } from '../clip-hls.ts';
import type { LayerHls } from '../hls.ts';
import { LIMIT } from './index.ts';

export function hls(c: LayerHls): void {
  writeClip(c, LIMIT);
}
