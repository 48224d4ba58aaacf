import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { accumulate, addition, conversion, type Steps } from '../float/accumulate.ts';
import { lowerSum } from '../float/add.ts';
import { exactSum, type SumUse } from '../float/exact-sum.ts';
import { unpack } from '../float/unpack.ts';
import { elementFormat, elementWords } from '../float/vectors.ts';

/** The elements added exactly and rounded once, or in a named accumulator. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: SumUse): Net {
  const words = elementWords(b, args[0], use.args[0]);
  const format = elementFormat(use.args[0]);
  const { accumulator } = use.attrs;
  if (accumulator === undefined) {
    // Two elements are what the adder is made for: it aligns the smaller one only.
    if (words.length === 2) return lowerSum(b, [...words, ...args.slice(1)], { ...use, args: [format, format] }, false);
    return exactSum(
      b,
      words.map((word) => [unpack(b, word, format)]),
      args,
      use,
    );
  }
  const steps: Steps = {
    count: words.length,
    first: (i) => conversion(words[i], format),
    next: (total, of, i) => addition([total, words[i]], [of, format]),
  };
  return accumulate(b, steps, accumulator, use);
}
