import { Rational } from '../exact/rational.ts';
import { fracOf } from '../formats/format.ts';
import { exactFormat, formatOfTensor, type LayerHls, writeEach } from './hls.ts';
import { constantRange, rangeOf, smallestFormat } from './range.ts';

/** min(max(x, 0), limit); without a limit, max(x, 0). Comparisons that no value can pass are left out. */
export function writeClip(c: LayerHls<unknown>, limit?: number): void {
  const input = formatOfTensor(c.types[0]);
  const { lo, hi } = rangeOf(input);
  const top = limit === undefined ? undefined : Rational.fromNumber(limit);
  const format = exactFormat(c);
  writeEach(c, (value, finish) => {
    const branches: [condition: string, body: () => void][] = [];
    if (lo.sign() < 0)
      branches.push([
        `${value} < ${c.constant(Rational.ZERO, input)}`,
        () => finish(c.constant(Rational.ZERO), format),
      ]);
    if (top?.lt(hi)) {
      // Compared in the format of the values: with the last of them that is not above the limit.
      const last = Rational.of(top.mul(Rational.pow2(fracOf(input))).floor()).mul(Rational.pow2(-fracOf(input)));
      const end = smallestFormat(constantRange(top));
      branches.push([`${value} > ${c.constant(last, input)}`, () => finish(c.constant(top), end)]);
    }
    c.choose(branches, () => finish(value, format));
  });
}
