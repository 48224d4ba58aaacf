import type { LayerHls } from '../hls.ts';
import { sizeOf } from '../tensor.ts';

/** What travels stays as it is. */
export function hls(c: LayerHls): void {
  c.loop('elements', 'i', sizeOf(c.type.shape), (i) => c.copy(i, `${c.inputs[0]}[${i}]`));
}
