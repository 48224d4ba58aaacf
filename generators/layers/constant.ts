import type { DesignBuilder } from '../design/design.ts';
import type { Signal } from '../design/signal.ts';
import { type Constants, rowFormat, rowRaws } from '../exact/constants.ts';
import { fixedValue } from '../exact/decode.ts';
import { constantRange, type Range } from './range.ts';

/** Entry `row` of a list of constants, in its format. */
export function constantSignal(d: DesignBuilder, constants: Constants, row: number): Signal {
  const format = rowFormat(constants, row);
  return d.const(BigInt.asUintN(format.width, BigInt(rowRaws(constants, row)[0])), format);
}

/** The range of that one entry. */
export function constantRangeOf(constants: Constants, row: number): Range & { readonly frac: number } {
  return constantRange(fixedValue(BigInt(rowRaws(constants, row)[0]), rowFormat(constants, row)));
}
