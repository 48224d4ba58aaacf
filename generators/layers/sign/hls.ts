import { Rational } from '../../exact/rational.ts';
import { uint } from '../../formats/build.ts';
import { type LayerHls, portFormat } from '../hls.ts';
import { sizeOf } from '../tensor.ts';

/** The sign of what travels is that of the value. */
export function hls(c: LayerHls): void {
  const format = portFormat(c.types[0]);
  const zero = c.constant(Rational.ZERO, format);
  const [x] = c.inputs;
  c.loop('elements', 'i', sizeOf(c.type.shape), (i) => {
    const finish = (value: Rational) => () => c.finish(i, c.constant(value), uint(1), i);
    c.choose(format.signed ? [[`${x}[${i}] < ${zero}`, finish(Rational.ZERO)]] : [], finish(Rational.ONE));
  });
}
