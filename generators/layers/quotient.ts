/** Division by a whole constant, as means need it, without a divider. */
import { Signal, vectorOf } from '../design/signal.ts';
import { fixedFormat } from '../formats/build.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { formatOfAll } from './range.ts';

/**
 * value / n, truncated where no rounding into `to` can tell the difference. A quotient that is no tie and no value of `to`
 * lies at least 2^-m / n away from every such point, where m = max(F of the value, F of `to` + 1); so m + ceil(log2 n) fraction
 * bits, rounded down, keep it on its side.
 */
export function quotient(value: Signal, n: number, to: FixedFormat): Signal {
  const shift = Math.log2(n);
  if (Number.isInteger(shift)) return value.scalb(-shift);
  const from = value.format as FixedFormat;
  const frac = Math.max(fracOf(from), fracOf(to) + 1) + Math.ceil(shift);
  const whole = value.bitcast(fixedFormat(from.signed, from.width, from.width));
  const { factor, offset, bits } = reciprocal(BigInt(n), from, frac - fracOf(from));
  const format = formatOfAll([factor], 0);
  const product = vectorOf(value.graph, [whole])
    .matvec([[factor]], format)
    .at(0);
  const near = product.scalb(frac - fracOf(from)).add(constant(value, offset));
  // n > 1, so the integer bits of the value hold the quotient too.
  return near.scalb(-bits - frac).cast(fixedFormat(from.signed, from.int + frac, from.int), 'TRN');
}

/**
 * floor(x * 2^shift / n) = floor((x * 2^shift * factor + offset) / 2^bits) for every stored integer x of a format. With
 * factor = ceil(2^bits / n) the product is too large by e / n of 2^-bits, e = factor * n - 2^bits, for each unit of its operand, which
 * stays below the next quotient, 1 / n away, while e times the operand is below 2^bits (T. Granlund, P. L. Montgomery, Division by
 * Invariant Integers using Multiplication, 1994). For operands below zero that holds c n further up; going there and back adds c e.
 */
function reciprocal(n: bigint, { signed, width }: FixedFormat, shift: number) {
  const span = 1n << BigInt(width + shift);
  const up = signed ? ceiling(span / 2n, n) : 0n;
  const most = signed ? span / 2n + up * n : span;
  for (let bits = 1; ; bits++) {
    const scale = 1n << BigInt(bits);
    const factor = ceiling(scale, n);
    const excess = factor * n - scale;
    if (excess * most < scale) return { factor, offset: up * excess, bits };
  }
}

const ceiling = (a: bigint, b: bigint) => (a + b - 1n) / b;

function constant({ graph }: Signal, whole: bigint): Signal {
  const format = formatOfAll([whole], 0);
  return new Signal(graph, graph.apply('const', [], { word: whole }, format));
}
