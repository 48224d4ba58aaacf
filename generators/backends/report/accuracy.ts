import { decodeType } from '../../exact/decode.ts';
import { floorLog2, Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';
import { minExponent } from '../../formats/float-codes.ts';
import { type Format, fracOf } from '../../formats/format.ts';
import { formatName } from '../../formats/name.ts';
import { type Design, elementOf, inputsOf, outputsOf } from '../../ir/ir.ts';
import { ExactModel } from '../../ops/evaluate.ts';
import { realModel } from '../../ops/real.ts';

/** How far an output of a design is from real arithmetic, over some rows of inputs. */
export interface Accuracy {
  readonly output: string;
  readonly format: string;
  /** One for each row and element. */
  readonly samples: readonly Sample[];
  /** Results that have no error in ulps: NaN, infinite, saturated or wrapped where the real result is out of range. */
  readonly beyond: number;
  readonly largest: number;
  readonly mean: number;
  readonly rms: number;
  /** Share of the samples within half an ulp: no other value of the format is nearer. From 0 to 1. */
  readonly nearest: number;
}

export interface Sample {
  /** The real result. */
  readonly real: number;
  /** Result less real result, in ulps of the output format at the real result. */
  readonly error: number;
}

/**
 * The design against real arithmetic, row by row: words of the inputs in port order. Where there is state, the rows are
 * consecutive cycles from reset, and the real model keeps its own unrounded state.
 */
export function accuracyOf(design: Design, rows: readonly (readonly bigint[])[]): Accuracy[] {
  const inputs = inputsOf(design);
  const models = [new ExactModel(design), realModel(design)];
  const outputs = outputsOf(design).map((port) => ({ port, samples: [] as Sample[], beyond: 0 }));
  for (const row of rows) {
    const values = row.map((word, i) => decodeType(word, inputs[i].type));
    const [results, reals] = models.map((model) => model.stepValues(values));
    for (const [o, output] of outputs.entries()) {
      const format = elementOf(output.port.type);
      for (const [k, real] of elementsOf(reals[o]).entries()) {
        const sample = compare(elementsOf(results[o])[k], real, format);
        if (sample) output.samples.push(sample);
        else output.beyond++;
      }
    }
  }
  return outputs.map(({ port, samples, beyond }) => ({
    output: port.name,
    format: formatName(elementOf(port.type)),
    samples,
    beyond,
    ...statistics(samples.map((s) => s.error)),
  }));
}

function elementsOf(x: Exact): readonly ExactScalar[] {
  return Array.isArray(x) ? x : [x as ExactScalar];
}

/** Undefined where an error in ulps says nothing. */
function compare(result: ExactScalar, real: ExactScalar, format: Format): Sample | undefined {
  const [a, b] = [result, real].map((x) => (x === '-0' ? Rational.ZERO : x));
  if (!(a instanceof Rational) || !(b instanceof Rational)) return undefined;
  const ulps = a.sub(b).div(Rational.pow2(ulpExponent(b, format)));
  // The one end of the range for the other, or the largest float for something beyond it.
  const most = format.kind === 'fixed' ? Rational.pow2(Math.max(1, format.width - 1)) : Rational.pow2(format.man + 1);
  if (ulps.abs().cmp(most) >= 0) return undefined;
  return { real: b.toNumber(), error: ulps.toNumber() };
}

/** log2 of the ulp of a format at a real number. */
function ulpExponent(x: Rational, format: Format): number {
  if (format.kind === 'fixed') return -fracOf(format);
  const least = minExponent(format);
  return (x.sign() === 0 ? least : Math.max(least, floorLog2(x.abs()))) - format.man;
}

function statistics(errors: readonly number[]): Pick<Accuracy, 'largest' | 'mean' | 'rms' | 'nearest'> {
  const count = Math.max(1, errors.length);
  const sum = (of: (e: number) => number) => errors.reduce((total, e) => total + of(e), 0);
  return {
    largest: errors.reduce((most, e) => Math.max(most, Math.abs(e)), 0),
    mean: sum((e) => e) / count,
    rms: Math.sqrt(sum((e) => e * e) / count),
    nearest: sum((e) => (Math.abs(e) <= 0.5 ? 1 : 0)) / count,
  };
}
