import { type Convolution, groupSizes } from './convolution.ts';
import { constantTable, exactFormat, exponentAt, type LayerHls } from './hls.ts';
import { times, writeWindows } from './sliding-hls.ts';

/** Multiply-accumulate loops over windows, channels innermost; `axes` is 1 for a sequence, 2 for a picture. */
export function writeConvolution(c: LayerHls<unknown>, conv: Convolution, axes: 1 | 2): void {
  const { weights, bias, groups, sliding } = conv;
  const [type] = c.types;
  const [x] = c.inputs;
  const { inputs, outputs } = groupSizes(conv);
  const count = weights.raw.length;
  const kernel = sliding.kernel.slice(2 - axes);
  const what = axes === 1 ? '[outputs][taps][inputs]' : '[outputs][height][width][inputs]';
  const w = constantTable(c, 'weights', what, [count, ...kernel, inputs], weights, (o, entry) =>
    exponentAt(type, Math.floor(o / outputs) * inputs + (entry % inputs)),
  );
  const b = bias && constantTable(c, 'bias', '[outputs]', [count], bias);
  const format = exactFormat(c);
  writeWindows(c, sliding, axes, (pixel, window) =>
    c.loop('outputs', 'o', count, (o) => {
      const sum = c.variable('accum', format, b ? `${b}[${o}]` : '0');
      const group = groups === 1 ? '' : ` + ${times(outputs === 1 ? o : `${o} / ${outputs}`, inputs)}`;
      window((place, index) =>
        c.loop('inputs', 'k', inputs, (k) =>
          c.statement(`${sum} += ${w}[${o}]${index}[${k}] * ${x}[${place}${group} + ${k}];`),
        ),
      );
      c.finish(`${times(pixel, count)} + ${o}`, sum, format, o);
    }),
  );
}
