/** The layers of a configuration, resolved: what each reads, gives, and how its numbers are quantised. */
import { at, fail } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import type { FixedFormat } from '../formats/format.ts';
import { parseFormat } from '../formats/name.ts';
import type { Twin } from '../layers/twin.ts';
import { twinNamed } from '../layers/twins.ts';
import type { KHot } from '../tensors/k-hot.ts';
import { type Quantizer, rawRange } from '../tensors/quantize.ts';
import { checked, type LayerConfig, layerSchema, type TrainingConfig, type WhereOf } from './config.ts';
import { withFoldedNormalisation } from './fold.ts';

/** How a constant is quantised. */
export interface ConstantSite {
  readonly quantizer: Quantizer;
  /** One binary point for each entry of axis 0. */
  readonly perOutput: boolean;
  readonly kHot: KHot | undefined;
  /** Bits of the result that the constant is added to: what is finer by more than two of them is not worth holding. */
  readonly resultBits: number | undefined;
  /** The most that the magnitudes of the stored integers of an output may sum up to; undefined: no bound. */
  readonly l1Bound: number | undefined;
}

export interface LayerNode {
  readonly name: string;
  readonly twin: Twin;
  readonly settings: Record<string, unknown>;
  /** Places in the list of nodes; -1 is the network's input. */
  readonly from: readonly number[];
  readonly shape: readonly number[];
  readonly constants: { readonly [name: string]: ConstantSite | 'signs' };
  /**
   * What trained weights are multiplied by to give those of the network: 2^-n where the layer reads the input, whose values
   * reach up to 2^n. So all weights are trained on values of the size of 1, whatever the unit of the features.
   */
  readonly weightScale: number;
  /** Undefined: the result stays exact. */
  readonly output: Quantizer | undefined;
}

export interface Graph {
  readonly input: { readonly shape: readonly number[]; readonly format: FixedFormat };
  readonly nodes: readonly LayerNode[];
}

/** What is known of the stored integers that a layer reads. */
type Edge = Pick<Quantizer, 'width' | 'signed'>;

/**
 * Resolves names, shapes and quantisation. The result of a layer is rounded to `quantization.results`, but for layers that
 * pass values on, for those that only activations or normalisations read (these round for them), and for the last one,
 * whose values are compared and no more. What a layer says for itself goes before.
 *
 * @throws BW7000 a wrong setting; BW7006 shapes that do not fit; BW7007 an unknown layer; BW7008 an unknown or repeated name
 */
export function resolveGraph(config: TrainingConfig, whereOf: WhereOf): Graph {
  const input = {
    shape: config.input.shape,
    format: at(whereOf(['input', 'format']), () => inputFormat(config.input.format)),
  };
  const names = config.layers.map((l, i) => l.name ?? `${l.layer}_${i + 1}`);
  const sources = config.layers.map((l, i) =>
    at(whereOf(['layers', i]), () => sourcesOf(l, i, names, config.input.name)),
  );
  const nodes: LayerNode[] = [];
  const nonNegative: boolean[] = [];
  const edges: (Edge | undefined)[] = [];
  const edgeOf = (source: number) => (source < 0 ? input.format : edges[source]);
  for (const [i, given] of config.layers.entries()) {
    const where = whereOf(['layers', i]);
    const twin = at(where, () => twinOf(given));
    const settings = checked(twin.schema, ownSettings(given), ['layers', i], whereOf);
    const inputs = sources[i].map((s) => (s < 0 ? input.shape : nodes[s].shape));
    const signs = sources[i].map((s) => (s < 0 ? !input.format.signed : nonNegative[s]));
    const shape = at(where, () => twin.shape(settings, inputs));
    nonNegative.push(twin.nonNegative(settings, signs));
    const output = at(where, () => outputOf(config, given, twin, !nonNegative[i], isRoundedLater(config, sources, i)));
    const read = edgeOf(sources[i][0]);
    edges.push(output ?? edgeBehind(twin, sources[i].length === 1 ? read : undefined));
    const constants = at(where, () => constantSites(config, given, twin, read));
    const weightScale = sources[i].some((s) => s < 0) ? 2 ** -(input.format.int - (input.format.signed ? 1 : 0)) : 1;
    nodes.push({ name: names[i], twin, settings, from: sources[i], shape, constants, weightScale, output });
  }
  return { input, nodes };
}

function twinOf({ layer, batch_norm }: LayerConfig): Twin {
  const twin = twinNamed(layer);
  return batch_norm === 'folded' ? withFoldedNormalisation(twin) : twin;
}

/** What a layer's own schema reads. */
function ownSettings(given: LayerConfig): Record<string, unknown> {
  const common = Object.keys(layerSchema.shape);
  return Object.fromEntries(Object.entries(given).filter(([key]) => !common.includes(key)));
}

function inputFormat(text: string): FixedFormat {
  const format = parseFormat(text);
  return format.kind === 'fixed'
    ? format
    : fail('BW7000', `input.format: '${text}' is no fixed-point format`, { help: 'give fixed<W,I> or ufixed<W,I>' });
}

function sourcesOf({ from }: LayerConfig, index: number, names: readonly string[], input: string): number[] {
  if (names.indexOf(names[index]) !== index || names[index] === input)
    fail('BW7008', `two layers are called '${names[index]}'`, { help: 'give each a name of its own' });
  const known = [input, ...names.slice(0, index)];
  return (from ?? [known[known.length - 1]]).map((name) => {
    const found = known.indexOf(name);
    if (found >= 0) return found - 1;
    const help = didYouMean(name, known) ?? 'a layer reads the input and the layers before it';
    return fail('BW7008', `layer '${names[index]}' reads '${name}', which no layer before it is called`, { help });
  });
}

function constantSites(
  config: TrainingConfig,
  given: LayerConfig,
  twin: Twin,
  read: Edge | undefined,
): LayerNode['constants'] {
  const weights = { ...config.quantization.weights, ...given.weights };
  const biases = { ...config.quantization.biases, ...given.biases };
  const { results } = config.quantization;
  const { accumulator, k_hot } = weights;
  const nearest = { signed: true, quantization: 'RND', overflow: 'SAT' } as const;
  // Rounding toward zero never adds to the sum of magnitudes, which an accumulator bounds.
  const towardZero = { signed: true, quantization: 'TRN_ZERO', overflow: 'SAT_SYM' } as const;
  const sites = {
    signs: (): 'signs' => 'signs',
    biases: (): ConstantSite => ({
      quantizer: { width: biases.bits, ...nearest },
      perOutput: false,
      kHot: undefined,
      resultBits: given.output === 'exact' ? results.bits : (given.output?.bits ?? results.bits),
      l1Bound: undefined,
    }),
    weights: (): ConstantSite => ({
      quantizer: { width: weights.bits, ...(accumulator === undefined ? nearest : towardZero) },
      perOutput: weights.per === 'output',
      kHot: k_hot,
      resultBits: undefined,
      l1Bound: accumulator === undefined ? undefined : l1BoundOf(accumulator, k_hot, read),
    }),
  };
  return Object.fromEntries(Object.entries(twin.constants).map(([name, role]) => [name, sites[role]()]));
}

/** Sums of products stay within the accumulator while the magnitudes of an output's weights sum up to no more than this. */
function l1BoundOf(accumulator: number, kHot: KHot | undefined, read: Edge | undefined): number {
  if (!read)
    fail('BW7009', 'the accumulator is bounded, and what the layer reads is not rounded', {
      help: "give the layer before it an 'output', so that the range of its stored integers is known",
    });
  if (kHot?.kind === 'signed')
    fail('BW7009', 'signed K-hot digits may round weights up, past the bound of the accumulator', {
      help: "use k_hot with kind 'binary', or no accumulator",
    });
  const { lo, hi } = rawRange(read);
  const bound = Math.floor((2 ** (accumulator - 1) - 1) / Math.max(-lo, hi));
  if (bound < 1)
    fail('BW7009', `an accumulator of ${accumulator} bits does not hold a single product`, {
      help: 'give it more bits',
    });
  return bound;
}

/** The stored integers of a result that is not rounded. */
function edgeBehind({ rounding }: Twin, read: Edge | undefined): Edge | undefined {
  if (rounding === 'bit') return { width: 1, signed: false };
  return rounding === 'none' ? read : undefined;
}

function outputOf(
  config: TrainingConfig,
  { output }: LayerConfig,
  twin: Twin,
  signed: boolean,
  later: boolean,
): Quantizer | undefined {
  if (twin.rounding === 'always' && output === 'exact')
    fail('BW7000', `${twin.name} divides: no format holds its result exactly`, { help: "give 'output' bits" });
  const unrounded = twin.rounding === 'own' ? later : twin.rounding !== 'always';
  if (output === 'exact' || (output === undefined && unrounded)) return undefined;
  const { bits, round, overflow } = { ...config.quantization.results, ...output };
  return { width: bits, signed, quantization: round, overflow };
}

/** Whether nothing reads the result, or only layers that round their own and need no rounded input. */
function isRoundedLater(config: TrainingConfig, sources: readonly (readonly number[])[], index: number): boolean {
  const readers = sources.flatMap((from, i) => (from.includes(index) ? [i] : []));
  return readers.every((r) => {
    const twin = twinNamed(config.layers[r].layer);
    return twin.rounding !== 'none' && Object.values(twin.constants).every((role) => role === 'biases');
  });
}

/** The elements of the last layer's result: one score for each class. */
export function classesOf({ nodes }: Graph): number {
  return nodes[nodes.length - 1].shape.reduce((product, n) => product * n, 1);
}
