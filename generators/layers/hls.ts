/**
 * What a layer's `hls` writes its C++ function with: loops over elements, constants in a header, one rounding at the end. The
 * HLS back end implements it; dialects differ only behind it. Inside a function every value is exact: fixed-point types of the
 * library grow with `+` and `*`, and variables have formats that hold what is assigned to them.
 */
import { type Constants, rowFormat, rowRaws } from '../exact/constants.ts';
import type { Rational } from '../exact/rational.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { formatOfAll, type Range, rangeOf, smallestFormat, unionOf } from './range.ts';
import { channelsOf, formatAt, portType, sizeOf, type TensorType } from './tensor.ts';

export interface LayerHls<P = Readonly<Record<string, unknown>>> {
  readonly params: P;
  readonly types: readonly TensorType[];
  readonly type: TensorType;
  /** Holds every result before it is rounded. */
  readonly range: Range;
  /** The arrays of the inputs, in the element type of their ports. */
  readonly inputs: readonly string[];
  statement(line: string): void;
  /** A labelled loop of `count` rounds, unrolled in hardware; `body` writes one round and gets the name of the index. */
  loop(label: string, index: string, count: number, body: (index: string) => void): void;
  /** `if (condition) {`, what `body` writes, and its end. */
  when(condition: string, body: () => void): void;
  /** `if ... else if ... else`: the first branch whose condition holds, otherwise the last. */
  choose(branches: readonly (readonly [condition: string, body: () => void])[], otherwise: () => void): void;
  /** A variable with a value; its type is a typedef that is named after the layer and it. */
  variable(name: string, format: FixedFormat, value: string): string;
  /** A constant integer of C++. */
  integer(name: string, value: string): string;
  /** A constant array in the header of the layer's constants, row-major, with a type of its own; its name. */
  table(name: string, what: string, shape: readonly number[], format: FixedFormat, raws: readonly bigint[]): string;
  /** A constant with finitely many binary digits, of this format or of the narrowest; zero alone needs none. */
  constant(value: Rational, format?: FixedFormat): string;
  /** Assigns element `index` of the result what travels in an input, where both have the same format there. */
  copy(index: string, travelling: string): void;
  /** Assigns element `index` of the result: the value, held exactly by `format`, rounded once. */
  finish(index: string, value: string, format: FixedFormat, channel: string): void;
}

/** Writes the C++ function of a layer. */
export type WriteHls<P> = (c: LayerHls<P>) => void;

/** The format that holds every result exactly. Of layers whose results have finitely many binary digits. */
export function exactFormat({ range }: Pick<LayerHls, 'range'>): FixedFormat {
  return smallestFormat({ ...range, frac: range.frac as number });
}

/** Holds every element of a tensor, whatever its channel. */
export function formatOfTensor({ formats }: TensorType): FixedFormat {
  const all = unionOf(formats.map(rangeOf));
  return formats.length === 1 ? formats[0] : smallestFormat({ ...all, frac: all.frac as number });
}

/** The format in which elements travel. */
export function portFormat(type: TensorType): FixedFormat {
  return portType(type).element as FixedFormat;
}

/**
 * The exponent of the power of two that leads from an element as it travels to its value: not 0 where channels have binary
 * points of their own and travel as stored integers.
 */
export function exponentAt(type: TensorType, place: number): number {
  return fracOf(portFormat(type)) - fracOf(formatAt(type, place));
}

/** A factor for each channel: the powers of two with these exponents; undefined where all of them are one. */
export function scales(c: LayerHls<unknown>, name: string, what: string, exponents: readonly number[]) {
  if (exponents.every((e) => e === 0)) return undefined;
  const frac = -Math.min(...exponents);
  const raws = exponents.map((e) => 1n << BigInt(e + frac));
  return c.table(name, what, [exponents.length], formatOfAll(raws, frac), raws);
}

/** The values of an input by expression: what travels, times the factor of its channel where there is one. */
export function valuesOf(c: LayerHls<unknown>, input = 0) {
  const type = c.types[input];
  const name = c.types.length === 1 ? 'x_scale' : `x${input}_scale`;
  const exponents = type.formats.map((_, channel) => exponentAt(type, channel));
  const factors = scales(c, name, 'from the stored integers of the input to its values, by channel', exponents);
  return (travelling: string, channel: string) => (factors ? `${travelling} * ${factors}[${channel}]` : travelling);
}

/** A table of constants as their document has them; with an exponent for each entry, of their products with that power of two. */
export function constantTable(
  c: LayerHls<unknown>,
  name: string,
  what: string,
  shape: readonly number[],
  constants: Constants,
  exponentOf: (row: number, entry: number) => number = () => 0,
): string {
  const entries = constants.raw.flatMap((_, row) =>
    rowRaws(constants, row).map((raw, entry) => {
      const frac = fracOf(rowFormat(constants, row)) - exponentOf(row, entry);
      return { raw: BigInt(raw), frac };
    }),
  );
  const frac = Math.max(...entries.map((e) => e.frac));
  const raws = entries.map((e) => e.raw << BigInt(frac - e.frac));
  const given = constants.format.length === 1 && entries.every((e) => e.frac === fracOf(constants.format[0]));
  return c.table(name, what, shape, given ? constants.format[0] : formatOfAll(raws, frac), raws);
}

/** A loop over the elements of the result; by channel where formats or the layer's own constants differ by channel. */
export function eachElement(
  c: LayerHls<unknown>,
  byChannel: boolean,
  body: (place: string, channel: string) => void,
): void {
  const [size, channels] = [sizeOf(c.type.shape), channelsOf(c.type.shape)];
  const one = !byChannel && [...c.types, c.type].every((t) => t.formats.length === 1);
  if (one || size === channels) c.loop('elements', 'i', size, (i) => body(i, i));
  else
    c.loop('places', 'p', size / channels, (p) =>
      c.loop('channels', 'k', channels, (k) => body(`${p} * ${channels} + ${k}`, k)),
    );
}

/** Every element of the only input by itself: `each` writes the statements that finish the result of a value. */
export function writeEach(
  c: LayerHls<unknown>,
  each: (value: string, finish: (value: string, format: FixedFormat) => void, channel: string) => void,
  byChannel = false,
): void {
  const [type] = c.types;
  const values = valuesOf(c);
  const format = formatOfTensor(type);
  eachElement(c, byChannel, (place, channel) => {
    const travelling = `${c.inputs[0]}[${place}]`;
    const value = type.formats.length === 1 ? travelling : c.variable('value', format, values(travelling, channel));
    each(value, (result, exact) => c.finish(place, result, exact, channel), channel);
  });
}
