/**
 * Constant matrices times vectors, plus constants: what dense and convolution layers come down to. Binary points per channel
 * of the inputs and per output of the weights are absorbed into whole coefficients here, so the hardware adds integers.
 */
import type { DesignBuilder } from '../design/design.ts';
import type { MatvecOptions } from '../design/matrix.ts';
import type { Signal, Vec } from '../design/signal.ts';
import { type Constants, rowFormat, rowRaws } from '../exact/constants.ts';
import { Rational } from '../exact/rational.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { rawRange } from '../formats/range.ts';
import { formatOfAll, type Range, smallestFormat } from './range.ts';

/** (sum of coefficients[i] * x[i] + offset) * 2^-frac, where x[i] are stored integers. */
export interface AffineRow {
  readonly coefficients: readonly bigint[];
  readonly offset: bigint;
  readonly frac: number;
}

/** How the products are made: `adders` or `dsp`, as operator matvec has it. */
export type Products = NonNullable<MatvecOptions['products']>;

/** What multiplies where shared additions cannot: by weights that change from cycle to cycle. */
export function multiplierOf(products: Products): 'auto' | 'lut' | 'dsp' {
  return products === 'adders' ? 'auto' : products;
}

/** One row of weights and its bias over inputs of the given formats, without common powers of two. */
export function affineRow(
  weights: Constants,
  bias: Constants | undefined,
  row: number,
  columns: readonly FixedFormat[],
): AffineRow {
  const terms = rowRaws(weights, row).map((raw, i) => ({
    raw: BigInt(raw),
    frac: fracOf(rowFormat(weights, row)) + fracOf(columns[i]),
  }));
  const constant = bias && { raw: BigInt(rowRaws(bias, row)[0]), frac: fracOf(rowFormat(bias, row)) };
  const all = [...terms, ...(constant ? [constant] : [])].filter((t) => t.raw !== 0n);
  const frac = Math.max(...all.map((t) => t.frac - trailingZeros(t.raw)));
  if (all.length === 0) return { coefficients: terms.map(() => 0n), offset: 0n, frac: 0 };
  // A negative shift only drops zeros: every term is a whole multiple of 2^-frac.
  const whole = (t: { raw: bigint; frac: number }) =>
    t.raw === 0n ? 0n : frac >= t.frac ? t.raw << BigInt(frac - t.frac) : t.raw >> BigInt(t.frac - frac);
  return { coefficients: terms.map(whole), offset: constant ? whole(constant) : 0n, frac };
}

/** The values that a row takes over all inputs of these formats: the bound is reached at both ends. */
export function affineRange(row: AffineRow, columns: readonly FixedFormat[]): Range & { readonly frac: number } {
  let [lo, hi] = [row.offset, row.offset];
  for (const [i, c] of row.coefficients.entries()) {
    const { min, max } = rawRange(columns[i]);
    lo += c * (c < 0n ? max : min);
    hi += c * (c < 0n ? min : max);
  }
  const unit = Rational.pow2(-row.frac);
  return { lo: Rational.of(lo).mul(unit), hi: Rational.of(hi).mul(unit), frac: row.frac };
}

/**
 * The rows as signals, each in the smallest format that holds it: no bit of an accumulator is a guard bit.
 *
 * @param columns the formats of the inputs; `x` carries their stored integers in an element format of its own
 */
export function expandAffine(
  d: DesignBuilder,
  x: Vec,
  rows: readonly AffineRow[],
  columns: readonly FixedFormat[],
  { products, name }: { readonly products: Products; readonly name: (row: number) => string },
): Signal[] {
  const point = fracOf(x.type.element as FixedFormat);
  const frac = Math.max(...rows.map((row) => row.frac));
  const matrix = rows.map((row) => row.coefficients.map((c) => c << BigInt(frac - row.frac)));
  const format = formatOfAll(matrix.flat(), frac - point);
  const words = matrix.map((row) => row.map((c) => BigInt.asUintN(format.width, c)));
  const sums = x.matvec(words, format, { products });
  return rows.map((row, o) => {
    const sum = sums.at(o);
    const whole = row.offset === 0n ? sum : sum.add(wholeConstant(d, row.offset, row.frac));
    return whole.cast(smallestFormat(affineRange(row, columns))).named(name(o));
  });
}

function wholeConstant(d: DesignBuilder, value: bigint, frac: number): Signal {
  const format = formatOfAll([value], frac);
  return d.const(BigInt.asUintN(format.width, value), format);
}

function trailingZeros(n: bigint): number {
  let zeros = 0;
  for (let rest = n; rest % 2n === 0n; rest /= 2n) zeros++;
  return zeros;
}
