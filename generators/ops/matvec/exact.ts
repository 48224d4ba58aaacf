import { decode } from '../../exact/decode.ts';
import { elementsOf, numberOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import { parseFormat } from '../../formats/name.ts';
import type { Use } from '../operator.ts';
import type { MatvecAttrs } from './index.ts';

/** Element j is the sum of weight[j][i] * x[i]. */
export function exact([x]: readonly Exact[], { attrs }: Use<MatvecAttrs>): Exact {
  const elements = elementsOf(x).map(numberOf);
  const format = parseFormat(attrs.format);
  const rows = attrs.weights.length / elements.length;
  return Array.from({ length: rows }, (_, j) =>
    elements.reduce(
      (sum, value, i) => sum.add(value.mul(numberOf(decode(attrs.weights[j * elements.length + i], format)))),
      Rational.ZERO,
    ),
  );
}
