import { Rational } from '../exact/rational.ts';
import { fracOf } from '../formats/format.ts';
import { exactFormat, formatOfTensor, type LayerHls, portFormat, valuesOf } from './hls.ts';
import { rangeOf, smallestFormat } from './range.ts';

/** A sum of so many elements as they travel. */
export function sumFormat(c: LayerHls<unknown>, count: number) {
  const one = portFormat(c.types[0]);
  const { lo, hi } = rangeOf(one);
  const n = Rational.of(count);
  return smallestFormat({ lo: lo.mul(n), hi: hi.mul(n), frac: fracOf(one) });
}

/**
 * Finishes an element of the result with the mean of a channel: a product with 1 / count, which is exact for powers of two.
 * Otherwise the quotient is cut off where no rounding of the result can tell (`quotientFraction`), by a product with a rounded
 * reciprocal: for whole A and n, floor(A / n) is floor((A + 1/2) / n), and (A + 1/2) / n lies at least 1 / 2n away from
 * every whole number, so an error of the reciprocal below 1 / (2n |A + 1/2|) does no harm
 * (T. Granlund, P. L. Montgomery, Division by Invariant Integers using Multiplication, 1994).
 */
export function finishMean(c: LayerHls<unknown>, index: string, sum: string, count: number, channel: string): void {
  const value = valuesOf(c)(sum, channel);
  if (Number.isInteger(Math.log2(count))) {
    c.finish(index, `${value} * ${c.constant(Rational.of(1, count))}`, exactFormat(c), channel);
    return;
  }
  const { lo, hi } = rangeOf(formatOfTensor(c.types[0]));
  const frac =
    Math.max(...c.types[0].formats.map((from) => fracOf(from)), ...c.type.formats.map((to) => fracOf(to) + 1)) +
    Math.ceil(Math.log2(count));
  // The largest magnitude of A, the sum in units of the quotient's last digit.
  const most = (lo.abs().lt(hi) ? hi : lo.abs()).mul(Rational.of(count)).mul(Rational.pow2(frac)).ceil();
  const digits = (BigInt(count) * (most + 1n)).toString(2).length;
  const reciprocal = Rational.of((2n ** BigInt(digits + 1) + BigInt(count)) / BigInt(2 * count)).mul(
    Rational.pow2(-digits),
  );
  const format = smallestFormat({ lo, hi, frac });
  const half = c.constant(Rational.pow2(-frac - 1));
  const mean = c.variable('mean', format, `(${value} + ${half}) * ${c.constant(reciprocal)}`);
  c.finish(index, mean, format, channel);
}
