import type { LayerHls } from '../hls.ts';
import { finishMean, sumFormat } from '../pooling-hls.ts';
import { channelsOf, sizeOf } from '../tensor.ts';

export function hls(c: LayerHls): void {
  const { shape } = c.types[0];
  const channels = channelsOf(shape);
  const count = sizeOf(shape) / channels;
  c.loop('channels', 'k', channels, (k) => {
    const sum = c.variable('sum', sumFormat(c, count), '0');
    c.loop('places', 'p', count, (p) => c.statement(`${sum} += ${c.inputs[0]}[${p} * ${channels} + ${k}];`));
    finishMean(c, k, sum, count, k);
  });
}
