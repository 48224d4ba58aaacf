import type { z } from 'zod';
import type { DesignBuilder } from '../design/design.ts';
import type { Signal, Vec } from '../design/signal.ts';
import type { Field } from '../exact/field.ts';
import type { FixedFormat } from '../formats/format.ts';
import type { AffineRow } from './affine.ts';
import type { LayerHls } from './hls.ts';
import type { Range } from './range.ts';
import type { Sliding } from './sliding.ts';
import type { TensorType } from './tensor.ts';

/** What a layer gives before its output format rounds it: the shape, and a range for all elements or one per channel. */
export interface Result {
  readonly shape: readonly number[];
  readonly ranges: readonly Range[];
}

/** The inside of a layer's module while the layer is written into it. */
export interface Expansion<P = Readonly<Record<string, unknown>>> {
  readonly d: DesignBuilder;
  /** The input ports, row-major, in their `portType`. */
  readonly inputs: readonly Vec[];
  readonly types: readonly TensorType[];
  readonly type: TensorType;
  readonly params: P;
  /** The elements of an input, each in the format of its channel. */
  elements(input: number): Signal[];
  /** The one rounding of the layer: an exact value into the format of an element of the result, as it travels. */
  finish(value: Signal, place: number): Signal;
  /** The same of value / n, rounded once. */
  finishQuotient(value: Signal, n: number, place: number): Signal;
  /** A name for a module of the layer's own. */
  part(name: string): string;
}

/** What an expansion knows before there is a module to write into. */
export type Frame<P = Readonly<Record<string, unknown>>> = Omit<Expansion<P>, 'd' | 'inputs' | 'elements'>;

/** A layer that slides a window over a picture. */
export interface WindowForm {
  readonly sliding: Sliding;
  /** The stored word that stands in the padding. */
  readonly pad: bigint;
  /** The window's elements, row-major with the channels innermost, to the finished elements of one pixel of the result. */
  readonly body: (x: Frame & Pick<Expansion, 'd'>, patch: Vec) => Signal[];
}

/**
 * A constant matrix over the input, or over a window of it: blocks one after the other, each over columns of its own. One
 * block, unless a convolution has groups. Rows are counted through all blocks.
 */
export interface MatrixForm {
  readonly blocks: readonly MatrixBlock[];
  /** What multiplies where weights change from cycle to cycle; `xnor`: bits that mean +1 and -1 meet weights of one magnitude. */
  readonly multiplier: 'auto' | 'lut' | 'dsp' | 'xnor';
}

/** A sum of all pixels, channel by channel, and what the layer makes of it. */
export interface TotalForm {
  /** The finished element of a channel, from the exact sum of its values. */
  readonly finish: (x: Frame, sum: Signal, channel: number) => Signal;
}

export interface MatrixBlock {
  readonly rows: readonly AffineRow[];
  /** The elements that its columns are, by their row-major places. */
  readonly places: readonly number[];
  readonly columns: readonly FixedFormat[];
}

/** A use of a layer, for its tests and its documentation. */
export interface Case<S extends z.ZodObject = z.ZodObject> {
  readonly inputs: readonly { readonly shape: readonly number[]; readonly format: string | readonly string[] }[];
  readonly settings: z.input<S>;
}

/**
 * A kind of layer. One folder holds everything about it; registering it in `registry.ts` is the only other step. `exact` and
 * `expand` are written apart from each other: the first from the definition, the second as hardware.
 *
 * Every layer computes exactly and rounds once, at its end, into the format of `output`; that is done for it. Without
 * `output` the result has the smallest format that holds every value of `result`.
 */
export interface Layer<
  N extends string = string,
  S extends z.ZodObject = z.ZodObject,
  A extends readonly [number, number] = readonly [number, number],
> {
  readonly name: N;
  /** One line for lists. */
  readonly summary: string;
  /** Paragraphs: what it computes, shapes, settings, source. */
  readonly doc: string;
  /** Fewest and most inputs. */
  readonly arity: A;
  /** The settings of a document, without name, kind and inputs; strict. */
  readonly schema: S;
  /** Shape and range of the result. Throws a diagnostic where the inputs do not fit the settings. */
  result(inputs: readonly TensorType[], settings: z.output<S>): Result;
  /** The meaning before rounding, over row-major elements. */
  exact<T>(
    f: Field<T>,
    settings: z.output<S>,
    inputs: readonly TensorType[],
  ): (...inputs: readonly (readonly T[])[]) => T[];
  /** The datapath: the finished elements of the result, row-major. */
  expand(x: Expansion<z.output<S>>): Signal[];
  /**
   * What an element of the result depends on, where that is less than the whole input: the `element` in its place, or the
   * `pixel` in its place, with all channels. `order`: it is that element, and nothing is computed.
   */
  readonly reach?: 'element' | 'pixel' | 'order';
  /** The same datapath as a window, for a picture that streams by. */
  window?(inputs: readonly TensorType[], settings: z.output<S>): WindowForm;
  /** The same datapath as a matrix, to be computed by a few multipliers in many cycles. */
  matrix?(inputs: readonly TensorType[], settings: z.output<S>): MatrixForm;
  /** The same datapath as sums that grow pixel by pixel. */
  readonly total?: TotalForm;
  /** The body of its C++ function, in loops over its settings; written apart from `expand`. */
  hls(c: LayerHls<z.output<S>>): void;
  /** Uses that the tests run; the first is the example of the documentation. Every branch should be reached. */
  readonly cases: readonly Case<S>[];
}

/** Keeps the literal types of a layer, which the builder's methods are made from. */
export function defineLayer<const N extends string, S extends z.ZodObject, const A extends readonly [number, number]>(
  layer: Layer<N, S, A>,
): Layer<N, S, A> {
  return layer;
}
