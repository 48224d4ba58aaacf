/** Sums of many terms: rounded once, or after every addition where a design names an accumulator and so an order. */

import type { FloatFormat } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import { floatFormatOf } from '../operands.ts';
import type { Exact } from '../value.ts';
import { deliver, type FloatAttrs, type FloatUse, modeOf } from './deliver.ts';
import { type FloatMode, roundFloat } from './round.ts';
import { sumOfOutcomes } from './terms.ts';
import type { Outcome } from './values.ts';

/** `sequential`: ((t0 + t1) + t2) + ...; `tree`: neighbours are added in pairs, level by level. */
export type AccumulationOrder = 'sequential' | 'tree';

/** With `accumulator` every step rounds into the format of that name. */
export type SumAttrs = FloatAttrs | (FloatAttrs & { readonly accumulator: string; readonly order: AccumulationOrder });

export interface SumUse extends FloatUse {
  readonly attrs: SumAttrs;
}

/** The sum of the terms, at least one, in the result format. */
export function deliverSum(terms: readonly Outcome[], args: readonly Exact[], use: SumUse): Exact {
  return deliver(total(terms, modeOf(args, use), use.attrs), args, use);
}

function total(terms: readonly Outcome[], mode: FloatMode, attrs: SumAttrs): Outcome {
  if (!('accumulator' in attrs)) return sumOfOutcomes(terms, mode.rounding);
  return accumulate(terms, floatFormatOf(parseFormat(attrs.accumulator)), attrs.order, mode);
}

/** The terms added in a format and an order; every step rounds by the mode. */
function accumulate(
  terms: readonly Outcome[],
  format: FloatFormat,
  order: AccumulationOrder,
  mode: FloatMode,
): Outcome {
  const rounded = (x: Outcome): Outcome => {
    const { value, flags } = roundFloat(x.value, format, mode);
    return { value, flags: flags | x.flags };
  };
  const add = (a: Outcome, b: Outcome) => rounded(sumOfOutcomes([a, b], mode.rounding));
  if (order === 'tree') return pairwise(terms.map(rounded), add);
  // A term enters its addition as it is: one step of a dot product is a fused multiply-add.
  return terms.slice(1).reduce(add, rounded(terms[0]));
}

/** Adds terms 0 and 1, 2 and 3, ...; the last of an odd number waits for the next level. */
function pairwise(terms: readonly Outcome[], add: (a: Outcome, b: Outcome) => Outcome): Outcome {
  if (terms.length === 1) return terms[0];
  const level: Outcome[] = [];
  for (let i = 0; i < terms.length; i += 2) level.push(i + 1 < terms.length ? add(terms[i], terms[i + 1]) : terms[i]);
  return pairwise(level, add);
}
