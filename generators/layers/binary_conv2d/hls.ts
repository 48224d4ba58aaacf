import { binaryTables, finishMatches } from '../binary-hls.ts';
import type { LayerHls } from '../hls.ts';
import { times, writeWindows } from '../sliding-hls.ts';
import { type BinaryConv2d, slidingOf } from './index.ts';

/** XNOR and population count over every window. */
export function hls(c: LayerHls<BinaryConv2d>): void {
  const { weights, bias } = c.params;
  const sliding = slidingOf(c.types[0], c.params);
  const { channels, kernel } = sliding;
  const [x] = c.inputs;
  const outputs = weights.length;
  const what = '[outputs][height][width][inputs]';
  const tables = binaryTables(c, what, [outputs, ...kernel, channels], weights.flat(3), bias);
  writeWindows(c, sliding, 2, (pixel, window) =>
    c.loop('outputs', 'o', outputs, (o) =>
      finishMatches(c, `${times(pixel, outputs)} + ${o}`, o, kernel[0] * kernel[1] * channels, tables.bias, (each) =>
        window((place, index) =>
          c.loop('inputs', 'k', channels, (k) =>
            each(`${x}[${place} + ${k}]`, `${tables.weights}[${o}]${index}[${k}]`),
          ),
        ),
      ),
    ),
  );
}
