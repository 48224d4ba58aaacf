import { widthOfRange } from '../../adder-graph/ranges.ts';
import type { FixedFormat, VectorType } from '../../formats/format.ts';
import { rawRange } from '../../formats/range.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { sumTree } from '../fixed-words.ts';
import type { Use } from '../operator.ts';
import type { MatvecAttrs } from './index.ts';
import { chosenProducts, type Plan, planOf, planOfMatrix, weightsOf } from './plan.ts';

/** A word and how it is read. */
interface Value {
  readonly net: Net;
  readonly signed: boolean;
}

export function lower(b: NetBuilder, [x]: readonly Net[], use: Use<MatvecAttrs>): Net {
  const { length, element } = use.args[0] as VectorType;
  const { width, signed } = element as FixedFormat;
  const inputs = Array.from({ length }, (_, i): Value => ({ net: b.slice(x, (i + 1) * width - 1, i * width), signed }));
  const results = RESULTS[chosenProducts(use)](b, inputs, use);
  return b.concat(...results.toReversed());
}

const RESULTS = {
  adders: (b: NetBuilder, inputs: readonly Value[], use: Use<MatvecAttrs>) =>
    added(b, inputs, planOf(use), resultWidth(use)),
  lut: (b: NetBuilder, inputs: readonly Value[], use: Use<MatvecAttrs>) => multiplied(b, inputs, use, productInLuts),
  dsp: (b: NetBuilder, inputs: readonly Value[], use: Use<MatvecAttrs>) => multiplied(b, inputs, use, productInBlock),
} as const;

function resultWidth({ type }: Use<MatvecAttrs>): number {
  return ((type as VectorType).element as FixedFormat).width;
}

/** An adder for every sum of the graph, as wide as its range. */
function added(b: NetBuilder, inputs: readonly Value[], { graph, ranges }: Plan, width: number): Net[] {
  const values = [...inputs];
  for (const [k, { a, b: second, shiftA, shiftB, subtract }] of graph.adders.entries()) {
    const range = ranges[values.length];
    const [x, y] = [
      placed(b, values[a], shiftA, widthOfRange(range)),
      placed(b, values[second], shiftB, widthOfRange(range)),
    ];
    const net = b.named(subtract ? b.sub(x, y) : b.add(x, y), `sum_${k}`);
    values.push({ net, signed: range.min < 0n });
  }
  return graph.products.map((product) => {
    if (!product) return b.zero(width);
    const net = placed(b, values[product.value], product.shift, width);
    return product.negate ? b.neg(net) : net;
  });
}

/** A product for every weight that is not zero, and a tree of adders for every row. */
function multiplied(b: NetBuilder, inputs: readonly Value[], use: Use<MatvecAttrs>, product: ProductOf): Net[] {
  const width = resultWidth(use);
  return weightsOf(use.attrs, inputs.length).map((row, j) => {
    const products = row.flatMap((weight, i) => {
      if (weight === 0n) return [];
      return [
        placed(
          b,
          b.scoped(`row_${j}`, () => product(b, inputs[i], weight, `product_${i}`, use)),
          0,
          width,
        ),
      ];
    });
    return products.length > 0 ? sumTree(b, products, true, width) : b.zero(width);
  });
}

type ProductOf = (b: NetBuilder, x: Value, weight: bigint, name: string, use: Use<MatvecAttrs>) => Value;

/** A multiplication that asks for a block. */
function productInBlock(b: NetBuilder, x: Value, weight: bigint, name: string): Value {
  const range = { min: weight < 0n ? weight : 0n, max: weight };
  const factor = b.const(widthOfRange(range), weight);
  const signed = x.signed || weight < 0n;
  const read = (v: Value) => (signed && !v.signed ? b.zext(v.net, v.net.width + 1) : v.net);
  const [p, q] = [read(x), read({ net: factor, signed: weight < 0n })];
  return { net: b.named(b.inBlock(signed ? b.muls(p, q) : b.mulu(p, q)), name), signed };
}

/** The adder graph of one weight: what it shares, it shares within itself. */
function productInLuts(b: NetBuilder, x: Value, weight: bigint, name: string, use: Use<MatvecAttrs>): Value {
  const input = rawRange((use.args[0] as VectorType).element as FixedFormat);
  const plan = planOfMatrix([[weight]], input, use.attrs);
  const [low, high] = [weight * input.min, weight * input.max];
  const range = low < high ? { min: low, max: high } : { min: high, max: low };
  const [net] = b.scoped(name, () => added(b, [x], plan, widthOfRange(range)));
  return { net, signed: range.min < 0n };
}

/** The value times 2^shift modulo 2^width. */
function placed(b: NetBuilder, { net, signed }: Value, shift: number, width: number): Net {
  if (shift >= width) return b.zero(width);
  const raised = shift > 0 ? b.concat(net, b.zero(shift)) : net;
  return raised.width >= width ? b.slice(raised, width - 1, 0) : b.extend(raised, width, signed);
}
