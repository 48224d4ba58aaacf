import { formatOfTensor, type LayerHls, valuesOf } from '../hls.ts';
import { channelsOf, sizeOf } from '../tensor.ts';

/** For every pixel the channels of each input in turn. */
export function hls(c: LayerHls): void {
  const channels = channelsOf(c.type.shape);
  const values = c.types.map((_, input) => valuesOf(c, input));
  c.loop('places', 'p', sizeOf(c.type.shape) / channels, (p) => {
    let first = 0;
    for (const [input, type] of c.types.entries()) {
      const [own, from] = [channelsOf(type.shape), first];
      c.loop(`channels_${input}`, 'k', own, (k) => {
        const value = values[input](`${c.inputs[input]}[${p} * ${own} + ${k}]`, k);
        const channel = from === 0 ? k : `${k} + ${from}`;
        c.finish(`${p} * ${channels} + ${channel}`, value, formatOfTensor(type), channel);
      });
      first += own;
    }
  });
}
