import { binaryTables, finishMatches } from '../binary-hls.ts';
import type { LayerHls } from '../hls.ts';
import type { BinaryDense } from './index.ts';

/** XNOR and population count. */
export function hls(c: LayerHls<BinaryDense>): void {
  const { weights, bias } = c.params;
  const [outputs, inputs] = [weights.length, weights[0].length];
  const [x] = c.inputs;
  const tables = binaryTables(c, '[outputs][inputs]', [outputs, inputs], weights.flat(), bias);
  c.loop('outputs', 'o', outputs, (o) =>
    finishMatches(c, o, o, inputs, tables.bias, (each) =>
      c.loop('inputs', 'i', inputs, (i) => each(`${x}[${i}]`, `${tables.weights}[${o}][${i}]`)),
    ),
  );
}
