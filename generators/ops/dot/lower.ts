import { fixedResultType } from '../../formats/fixed-type.ts';
import type { FixedFormat, VectorType } from '../../formats/format.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { sumTree } from '../fixed-words.ts';
import { lower as product } from '../mul/lower.ts';
import type { Use } from '../operator.ts';

export function lower(b: NetBuilder, args: readonly Net[], use: Use): Net {
  const [x, y] = use.args as VectorType[];
  const to = use.type as FixedFormat;
  const [ex, ey] = [x.element as FixedFormat, y.element as FixedFormat];
  const pair: Use = { args: [ex, ey], type: fixedResultType('mul', ex, ey), attrs: {} };
  const elementOf = (word: Net, width: number, i: number) => b.slice(word, (i + 1) * width - 1, i * width);
  const products = Array.from({ length: x.length }, (_, i) =>
    b.named(product(b, [elementOf(args[0], ex.width, i), elementOf(args[1], ey.width, i)], pair), `product_${i}`),
  );
  return sumTree(b, products, to.signed, to.width);
}
