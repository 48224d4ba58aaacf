import type { LayerHls } from '../hls.ts';
import { slidingOf } from '../pooling.ts';
import { finishMean, sumFormat } from '../pooling-hls.ts';
import { times, writeWindows } from '../sliding-hls.ts';
import type { AveragePool } from './index.ts';

export function hls(c: LayerHls<AveragePool>): void {
  const [x] = c.inputs;
  const sliding = slidingOf('average_pool', c.types[0], c.params);
  const { channels, kernel } = sliding;
  const count = kernel[0] * kernel[1];
  writeWindows(c, sliding, c.params.size.length, (pixel, window) =>
    c.loop('channels', 'k', channels, (k) => {
      const sum = c.variable('sum', sumFormat(c, count), '0');
      window((place) => c.statement(`${sum} += ${x}[${place} + ${k}];`));
      finishMean(c, `${times(pixel, channels)} + ${k}`, sum, count, k);
    }),
  );
}
