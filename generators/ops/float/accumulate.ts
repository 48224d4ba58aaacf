/** Sums in a named accumulator: every step rounds. */
import { type FloatFormat, sameType } from '../../formats/format.ts';
import { parseFormat } from '../../formats/name.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { lowerSum } from './add.ts';
import { roughOf, type SumUse } from './exact-sum.ts';
import { pack } from './pack.ts';
import { productSpecial, productTerm } from './term.ts';
import { unpack } from './unpack.ts';
import { type FloatUse, modesOf } from './use.ts';

/** One rounding operation on words: an operator's lowering with its operands. */
export type Step = (b: NetBuilder, to: FloatFormat, attrs: FloatUse['attrs']) => Net;

export interface Steps {
  /** Number of terms. */
  readonly count: number;
  /** Term i, rounded. */
  readonly first: (i: number) => Step;
  /** Term i as it is, added to the accumulator. */
  readonly next: (total: Net, accumulator: FloatFormat, i: number) => Step;
}

/** The total or the flags of all steps together. */
export function accumulate(b: NetBuilder, steps: Steps, format: string, use: SumUse): Net {
  const accumulator = parseFormat(format) as FloatFormat;
  const { round, overflow, multiplier, order, give } = use.attrs;
  const modes = { round, overflow, multiplier };
  const raised: Net[] = [];
  const run = (step: Step, to = accumulator): Net => {
    if (give === 'flags') raised.push(step(b, to, { ...modes, give: 'flags' }));
    return step(b, to, { ...modes, give: 'result' });
  };
  const total = order === 'tree' ? inTree(run, steps, accumulator) : inSequence(run, steps, accumulator);
  const result = sameType(accumulator, use.type) ? total : run(conversion(total, accumulator), use.type);
  return give === 'flags' ? raised.reduce((x, y) => b.or(x, y)) : result;
}

type Run = (step: Step) => Net;

function inSequence(run: Run, { count, first, next }: Steps, accumulator: FloatFormat): Net {
  let total = run(first(0));
  for (let i = 1; i < count; i++) total = run(next(total, accumulator, i));
  return total;
}

/** Neighbours in pairs, level by level; the last of an odd number waits. */
function inTree(run: Run, { count, first }: Steps, accumulator: FloatFormat): Net {
  let level = Array.from({ length: count }, (_, i) => run(first(i)));
  while (level.length > 1) {
    const pairs: Net[] = [];
    for (let i = 0; i + 1 < level.length; i += 2)
      pairs.push(run(addition([level[i], level[i + 1]], [accumulator, accumulator])));
    if (level.length % 2 === 1) pairs.push(level[level.length - 1]);
    level = pairs;
  }
  return level[0];
}

export function addition(words: readonly Net[], args: readonly FloatFormat[]): Step {
  return (b, type, attrs) => lowerSum(b, words, { args, type, attrs }, false);
}

/** A float put into another format. */
export function conversion(word: Net, from: FloatFormat): Step {
  return (b, type, attrs) => {
    const factors = [unpack(b, word, from)];
    const modes = modesOf([], { args: [], type, attrs });
    const rough = roughOf(b, productTerm(b, factors, undefined), [productSpecial(b, factors)], type, false);
    return pack(b, rough, type, modes, attrs.give);
  };
}
