import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { accumulate, type Steps } from '../float/accumulate.ts';
import { exactSum, type SumUse } from '../float/exact-sum.ts';
import { elementFormat, elementWords, unpackElements } from '../float/vectors.ts';
import { lowerFloat as fma } from '../fma/float-lower.ts';
import { lowerFloat as mul } from '../mul/float-lower.ts';

/** The products added exactly and rounded once, or by fused steps in a named accumulator. */
export function lowerFloat(b: NetBuilder, args: readonly Net[], use: SumUse): Net {
  const formats = [elementFormat(use.args[0]), elementFormat(use.args[1])];
  const { accumulator } = use.attrs;
  if (accumulator === undefined) {
    const [x, y] = [0, 1].map((i) => unpackElements(b, args[i], use.args[i]));
    if (x.length === 1) return mul(b, args, { ...use, args: formats });
    return exactSum(
      b,
      x.map((a, i) => [a, y[i]]),
      args,
      use,
    );
  }
  const [x, y] = [0, 1].map((i) => elementWords(b, args[i], use.args[i]));
  const steps: Steps = {
    count: x.length,
    first: (i) => (builder, type, attrs) => mul(builder, [x[i], y[i]], { args: formats, type, attrs }),
    next: (total, of, i) => (builder, type, attrs) =>
      fma(builder, [x[i], y[i], total], { args: [...formats, of], type, attrs }),
  };
  return accumulate(b, steps, accumulator, use);
}
