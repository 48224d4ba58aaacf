import { eachElement, exactFormat, type LayerHls, valuesOf } from '../hls.ts';

export function hls(c: LayerHls): void {
  const [a, b] = c.inputs;
  const [x, y] = [valuesOf(c, 0), valuesOf(c, 1)];
  const format = exactFormat(c);
  eachElement(c, false, (place, channel) =>
    c.finish(place, `${x(`${a}[${place}]`, channel)} + ${y(`${b}[${place}]`, channel)}`, format, channel),
  );
}
