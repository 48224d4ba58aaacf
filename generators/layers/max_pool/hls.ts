import { fixedValue } from '../../exact/decode.ts';
import { rawRange } from '../../formats/range.ts';
import { formatOfTensor, type LayerHls, portFormat, valuesOf } from '../hls.ts';
import { slidingOf } from '../pooling.ts';
import { times, writeWindows } from '../sliding-hls.ts';
import type { MaxPool } from './index.ts';

/** Channels share a binary point within themselves, so what travels is compared. */
export function hls(c: LayerHls<MaxPool>): void {
  const [type] = c.types;
  const [x] = c.inputs;
  const sliding = slidingOf('max_pool', type, c.params);
  const { channels } = sliding;
  const travelling = portFormat(type);
  const lowest = fixedValue(rawRange(travelling).min, travelling);
  const values = valuesOf(c);
  writeWindows(c, sliding, c.params.size.length, (pixel, window) =>
    c.loop('channels', 'k', channels, (k) => {
      const best = c.variable('best', travelling, c.constant(lowest));
      window((place) => {
        const element = `${x}[${place} + ${k}]`;
        c.when(`${element} > ${best}`, () => c.statement(`${best} = ${element};`));
      });
      c.finish(`${times(pixel, channels)} + ${k}`, values(best, k), formatOfTensor(type), k);
    }),
  );
}
