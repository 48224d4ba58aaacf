import { wordOf } from '../../exact/operands.ts';
import { Rational } from '../../exact/rational.ts';
import type { Exact } from '../../exact/value.ts';
import { widthOf } from '../../formats/format.ts';
import type { Use } from '../operator.ts';

/** The number whose digits are those of the words, one after the other. */
export function exact(args: readonly Exact[], use: Use): Exact {
  return args.reduce<Rational>((above, arg, i) => {
    const type = use.args[i];
    return above.mul(Rational.pow2(widthOf(type))).add(Rational.of(wordOf(arg, type)));
  }, Rational.ZERO);
}
