import { fixedValue, magnitudeOf } from '../../exact/decode.ts';
import { type Direction, roundToWhole } from '../../exact/encode-float.ts';
import { roundFloat } from '../../exact/float/round.ts';
import { finite, isInfinite, isNegative, signed } from '../../exact/float/values.ts';
import { elementsOf, numberOf } from '../../exact/operands.ts';
import { floorLog2, Rational } from '../../exact/rational.ts';
import type { Exact, ExactScalar } from '../../exact/value.ts';
import { maxFiniteCode, minPositiveCode } from '../../formats/float-codes.ts';
import { type FloatFormat, type Format, fracOf, type Type, widthOf } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import { rawRange } from '../../formats/range.ts';
import type { OperationRounding } from '../../formats/result-modes.ts';

/** Two results of one operation: the elements of the block, or with `give=scale` the scale for elements of `result`. */
export type MxQuantiseAttrs =
  | { readonly round: OperationRounding }
  | { readonly round: OperationRounding; readonly give: 'scale'; readonly result: string };

interface MxQuantiseUse {
  readonly args: readonly Type[];
  readonly type: Type;
  readonly attrs: MxQuantiseAttrs;
}

const E8M0 = parseFormat('E8M0') as FloatFormat;

/** A block of numbers as one power of two and elements of a small format (OCP MX 1.0, section 6.3). */
export function floatExact(args: readonly Exact[], use: MxQuantiseUse): Exact {
  const values = elementsOf(args[0]);
  const element = elementFormat(use);
  const scale = scaleOf(values, element);
  if ('give' in use.attrs) return scale;
  return values.map((x, i) => quantised(x, scale, element, directionOf(i, args, use)));
}

function elementFormat({ type, attrs }: MxQuantiseUse): Format {
  if ('give' in attrs) return parseFormat(attrs.result);
  return type.kind === 'vector' ? type.element : type;
}

/** The largest element. Fixed point is symmetric here: its most negative number is never given (MX, 5.3, allows that). */
function largestElement(element: Format): Rational {
  return element.kind === 'float'
    ? magnitudeOf(maxFiniteCode(element), element)
    : fixedValue(rawRange(element).max, element);
}

/**
 * The largest power of two up to the largest magnitude, divided by the largest power of two of the element format, within
 * the range of E8M0. Its smallest for a block of zeros; NaN where a value is NaN or infinite.
 */
function scaleOf(values: readonly ExactScalar[], element: Format): ExactScalar {
  if (values.some((x) => x === 'nan' || isInfinite(x))) return 'nan';
  const largest = values.map((x) => finite(x).abs()).reduce((a, b) => (a.lt(b) ? b : a));
  const smallest = magnitudeOf(minPositiveCode(E8M0), E8M0);
  if (largest.sign() === 0) return smallest;
  const exponent = floorLog2(largest) - floorLog2(largestElement(element));
  return roundFloat(Rational.pow2(exponent), E8M0, { rounding: 'RTZ', overflow: 'SAT' }).value;
}

/** An element times its scale is the value, rounded; beyond the largest element it is that one. NaN throughout a NaN block. */
function quantised(x: ExactScalar, scale: ExactScalar, element: Format, rounding: Direction): ExactScalar {
  const exact = scale === 'nan' ? scale : signed(finite(x).abs().div(numberOf(scale)), isNegative(x));
  if (element.kind === 'float') return roundFloat(exact, element, { rounding, overflow: 'SAT' }).value;
  const largest = largestElement(element);
  if (exact === 'nan') return largest;
  const ulp = Rational.pow2(-fracOf(element));
  const whole = roundToWhole(finite(exact).abs().div(ulp), rounding, isNegative(exact));
  const magnitude = Rational.of(whole).mul(ulp);
  const clamped = largest.lt(magnitude) ? largest : magnitude;
  return isNegative(exact) ? clamped.neg() : clamped;
}

/** With SR each element has its own random bits. */
function directionOf(index: number, args: readonly Exact[], use: MxQuantiseUse): Direction {
  if (use.attrs.round !== 'SR') return use.attrs.round;
  const random = use.args[1];
  const bits = widthOf(random.kind === 'vector' ? random.element : random);
  return { bits, random: numberOf(elementsOf(args[1])[index]).num };
}
