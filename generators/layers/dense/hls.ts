import { constantTable, exactFormat, exponentAt, type LayerHls } from '../hls.ts';
import type { Dense } from './index.ts';

/** A multiply-accumulate loop over the inputs for every output. */
export function hls(c: LayerHls<Dense>): void {
  const { weights, bias } = c.params;
  const [outputs, inputs] = [weights.raw.length, weights.raw[0].length];
  const [x] = c.inputs;
  const w = constantTable(c, 'weights', '[outputs][inputs]', [outputs, inputs], weights, (_, i) =>
    exponentAt(c.types[0], i),
  );
  const b = bias && constantTable(c, 'bias', '[outputs]', [outputs], bias);
  const format = exactFormat(c);
  c.loop('outputs', 'o', outputs, (o) => {
    const sum = c.variable('accum', format, b ? `${b}[${o}]` : '0');
    c.loop('inputs', 'i', inputs, (i) => c.statement(`${sum} += ${w}[${o}][${i}] * ${x}[${i}];`));
    c.finish(o, sum, format, o);
  });
}
