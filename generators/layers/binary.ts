/** What the binarised layers share: +1 and -1 as one bit, products as XNOR, sums as population counts. */
import type { DesignBuilder } from '../design/design.ts';
import type { Signal } from '../design/signal.ts';
import { fail } from '../diagnostics/diagnostic.ts';
import { type Constants, rowFormat, rowRaws } from '../exact/constants.ts';
import { Rational } from '../exact/rational.ts';
import { fixedFormat } from '../formats/build.ts';
import { fracOf } from '../formats/format.ts';
import { constantRangeOf, constantSignal } from './constant.ts';
import type { MatrixForm } from './layer.ts';
import { addRanges, type Range, unionOf } from './range.ts';
import { type TensorType, tensorText } from './tensor.ts';

export function checkBinary(layer: string, x: TensorType): void {
  const [{ signed, width, int }] = x.formats;
  if (x.formats.length > 1 || signed || width !== 1 || int !== 1)
    fail('BW2111', `${layer} takes bits (uint1), not ${tensorText(x)}`, { help: 'put a sign layer before it' });
}

/** All sums of `count` products of +1 and -1, plus the bias of any output. */
export function binaryRange(outputs: number, count: number, bias: Constants | undefined): Range {
  const sum: Range = { lo: Rational.of(-count), hi: Rational.of(count), frac: 0 };
  return unionOf(Array.from({ length: outputs }, (_, o) => (bias ? addRanges(sum, constantRangeOf(bias, o)) : sum)));
}

/** The sum of weights[i] * x[i]: each bit that equals its weight's counts +1, each other -1, so 2 * matches - count. */
export function xnorPopcount(d: DesignBuilder, bits: readonly Signal[], weights: readonly number[]): Signal {
  const matches = d.vector(bits.map((bit, i) => (weights[i] > 0 ? bit : bit.not())));
  return matches.sum().scalb(1).sub(bits.length);
}

/**
 * The matrix over +1 and -1 of each row of weights. Weights are whole multiples of the bias' last digit, all of one
 * magnitude.
 */
export function binaryMatrix(rows: readonly (readonly number[])[], bias: Constants | undefined): MatrixForm {
  const format = fixedFormat(false, 1, 1);
  const places = rows[0].map((_, i) => i);
  const constants = rows.map((_, o) => bias && { raw: BigInt(rowRaws(bias, o)[0]), frac: fracOf(rowFormat(bias, o)) });
  const frac = Math.max(0, ...constants.map((c) => c?.frac ?? 0));
  const affine = rows.map((weights, o) => {
    const constant = constants[o];
    return {
      coefficients: weights.map((w) => BigInt(w) << BigInt(frac)),
      offset: constant ? constant.raw << BigInt(frac - constant.frac) : 0n,
      frac,
    };
  });
  return { blocks: [{ rows: affine, places, columns: places.map(() => format) }], multiplier: 'xnor' };
}

export function withBias(d: DesignBuilder, sum: Signal, bias: Constants | undefined, output: number): Signal {
  return bias ? sum.add(constantSignal(d, bias, output)) : sum;
}
