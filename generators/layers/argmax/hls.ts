import type { FixedFormat } from '../../formats/format.ts';
import { exactFormat, formatOfTensor, type LayerHls, valuesOf } from '../hls.ts';
import { sizeOf } from '../tensor.ts';

/** Of equal values the first stays. */
export function hls(c: LayerHls): void {
  const [type] = c.types;
  const [x] = c.inputs;
  const size = sizeOf(type.shape);
  const values = valuesOf(c);
  const [format, places]: FixedFormat[] = [formatOfTensor(type), exactFormat(c)];
  const best = c.variable('best', format, values(`${x}[0]`, '0'));
  const place = c.variable('place', places, '0');
  if (size > 1)
    c.loop('others', 'i', size - 1, (i) => {
      const value = c.variable('value', format, values(`${x}[${i} + 1]`, `${i} + 1`));
      c.when(`${value} > ${best}`, () => {
        c.statement(`${best} = ${value};`);
        c.statement(`${place} = ${i} + 1;`);
      });
    });
  c.finish('0', place, places, '0');
}
