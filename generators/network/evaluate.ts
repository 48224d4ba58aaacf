import { castFixed } from '../exact/cast-fixed.ts';
import { decode } from '../exact/decode.ts';
import { type Field, RATIONALS, REALS } from '../exact/field.ts';
import { Rational } from '../exact/rational.ts';
import { parseOverflow, parseQuantization } from '../formats/modes.ts';
import { smallestFormat } from '../layers/range.ts';
import type { Output } from '../layers/settings.ts';
import { formatAt } from '../layers/tensor.ts';
import type { Network, NetworkLayer } from './network.ts';

/** What a layer gave: its elements before and after the rounding of its output format. */
export interface LayerValues<T> {
  readonly exact: readonly T[];
  readonly rounded: readonly T[];
}

/** One evaluation of a network: the values of every edge by name, from those of the inputs. */
export type Evaluate<T> = (inputs: ReadonlyMap<string, readonly T[]>) => ReadonlyMap<string, LayerValues<T>>;

/** The exact meaning of a network: every layer by its own definition over rational numbers, rounded once at its end. */
export function exactEvaluation(network: Network): Evaluate<Rational> {
  return evaluation(network, RATIONALS, (layer) => {
    const rounded = roundingOf(layer);
    return rounded ? (values) => values.map(rounded) : (values) => values;
  });
}

/**
 * The same numbers as doubles, as fast as they may be: computed in doubles where every sum of every layer is exact in them,
 * otherwise over rationals.
 */
export function numericEvaluation(network: Network): Evaluate<number> {
  if (network.layers.every(isExactInDoubles))
    return evaluation(network, REALS, (layer) => {
      const rounded = roundingOf(layer);
      return rounded
        ? (values) => values.map((v, place) => rounded(Rational.fromNumber(v), place).toNumber())
        : (values) => values;
    });
  const exact = exactEvaluation(network);
  const numbers = (values: readonly Rational[]) => values.map((v) => v.toNumber());
  return (inputs) => {
    const given = new Map([...inputs].map(([name, values]) => [name, values.map(Rational.fromNumber)]));
    const edges = [...exact(given)];
    return new Map(edges.map(([name, v]) => [name, { exact: numbers(v.exact), rounded: numbers(v.rounded) }]));
  };
}

/** Bits of a double's significand, less one for sums on the way, which may leave the range of the whole by a factor of two. */
const DOUBLE_BITS = 52;

function isExactInDoubles({ layer, inputs, settings }: NetworkLayer): boolean {
  const { ranges } = layer.result(inputs, settings);
  return ranges.every((r) => r.frac !== undefined && smallestFormat({ ...r, frac: r.frac }).width <= DOUBLE_BITS);
}

/** The value of an element in the layer's output format; undefined where that is exact. */
function roundingOf({ settings, type }: NetworkLayer): ((value: Rational, place: number) => Rational) | undefined {
  const output = settings.output as Output | undefined;
  if (!output) return undefined;
  const [round, overflow] = [parseQuantization(output.round), parseOverflow(output.overflow)];
  return (value, place) => {
    const format = formatAt(type, place);
    return decode(castFixed(value, format, round, overflow), format) as Rational;
  };
}

/** The real-valued model: the same layers with the same constants, nothing rounded and nothing brought into range. */
export function realEvaluation(network: Network): Evaluate<number> {
  return evaluation(network, REALS, () => (values) => values);
}

function evaluation<T>(
  network: Network,
  field: Field<T>,
  rounding: (layer: NetworkLayer) => (values: readonly T[]) => readonly T[],
): Evaluate<T> {
  const steps = network.layers.map((l) => ({
    name: l.name,
    from: l.from,
    exact: l.layer.exact(field, l.settings, l.inputs),
    round: rounding(l),
  }));
  return (inputs) => {
    const edges = new Map<string, LayerValues<T>>();
    for (const [name, values] of inputs) edges.set(name, { exact: values, rounded: values });
    for (const { name, from, exact, round } of steps) {
      const values = exact(...from.map((source) => (edges.get(source) as LayerValues<T>).rounded));
      edges.set(name, { exact: values, rounded: round(values) });
    }
    return edges;
  };
}
