import type { Constants } from '../exact/constants.ts';
import { Rational } from '../exact/rational.ts';
import { uint } from '../formats/build.ts';
import { constantTable, exactFormat, type LayerHls } from './hls.ts';
import { constantRange, smallestFormat } from './range.ts';

/** The constants of a binarised layer: weights as bits, 1 for +1, and the bias. */
export interface BinaryTables {
  readonly weights: string;
  readonly bias: string | undefined;
}

export function binaryTables(
  c: LayerHls<unknown>,
  what: string,
  shape: readonly number[],
  weights: readonly number[],
  bias: Constants | undefined,
): BinaryTables {
  const bits = weights.map((w) => (w > 0 ? 1n : 0n));
  return {
    weights: c.table('weights', `${what}, 1 for +1 and 0 for -1`, shape, uint(1), bits),
    bias: bias && constantTable(c, 'bias', '[outputs]', [bias.raw.length], bias),
  };
}

/** Counts the bits that equal their weights: `matches` writes the loop, `count` is how many there are. */
export function finishMatches(
  c: LayerHls<unknown>,
  index: string,
  output: string,
  count: number,
  bias: string | undefined,
  matches: (each: (bit: string, weight: string) => void) => void,
): void {
  const size = smallestFormat({ ...constantRange(Rational.of(count)), frac: 0 });
  const sum = c.variable('matches', size, '0');
  const one = c.constant(Rational.ONE, uint(1));
  matches((bit, weight) => c.when(`${bit} == ${weight}`, () => c.statement(`${sum} += ${one};`)));
  const total = `${sum} * ${c.constant(Rational.of(2))} - ${c.constant(Rational.of(count))}`;
  c.finish(index, bias ? `${total} + ${bias}[${output}]` : total, exactFormat(c), output);
}
