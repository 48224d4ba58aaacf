import { Rational } from '../../exact/rational.ts';
import { exactFormat, formatOfTensor, type LayerHls, writeEach } from '../hls.ts';
import type { LeakyRelu } from './index.ts';

/** The branch for negative values is left out where there are none. */
export function hls(c: LayerHls<LeakyRelu>): void {
  const input = formatOfTensor(c.types[0]);
  const format = exactFormat(c);
  const zero = c.constant(Rational.ZERO, input);
  const slope = c.constant(Rational.fromNumber(c.params.slope));
  writeEach(c, (value, finish) =>
    c.choose(input.signed ? [[`${value} < ${zero}`, () => finish(`${value} * ${slope}`, format)]] : [], () =>
      finish(value, input),
    ),
  );
}
