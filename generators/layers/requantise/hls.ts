import { formatOfTensor, type LayerHls, writeEach } from '../hls.ts';

export function hls(c: LayerHls): void {
  writeEach(c, (value, finish) => finish(value, formatOfTensor(c.types[0])));
}
