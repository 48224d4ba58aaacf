/** What a network's layers do on data: their ranges, what they lose to their formats, and how far they are from the real model. */
import { quantize } from '../exact/cast-fixed.ts';
import { fixedValue } from '../exact/decode.ts';
import { Rational } from '../exact/rational.ts';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { parseQuantization } from '../formats/modes.ts';
import { rawRange } from '../formats/range.ts';
import type { Output } from '../layers/settings.ts';
import { formatAt, tensorText } from '../layers/tensor.ts';
import { type LayerValues, numericEvaluation, realEvaluation } from './evaluate.ts';
import { edgeNamed, type Network, type NetworkEdge, type NetworkLayer } from './network.ts';
import { valuesOfWord } from './words.ts';

export interface LayerProfile {
  readonly name: string;
  /** Kind of layer; `input` for the inputs of the network. */
  readonly kind: string;
  /** Shape and format. */
  readonly type: string;
  /** Values seen: elements times rows. */
  readonly values: number;
  /** Least and greatest value of the format, over all channels. */
  readonly format: Ends;
  /** Least and greatest value that was seen, before the output format rounded it. */
  readonly seen: Ends;
  /** Values that the output format could not hold, and so saturated or wrapped. */
  readonly overflows: number;
  /** Integer bits that no value needed, in the channel that comes nearest to its format. Negative where values overflowed. */
  readonly spareBits: number;
  /** Against the real-valued model: the largest error, the root of the mean square, and signal over error in decibels. */
  readonly error: { readonly largest: number; readonly rms: number; readonly sqnr: number | null };
}

export interface Ends {
  readonly min: number;
  readonly max: number;
}

/** How often a scalar output is what the data says. */
export interface Accuracy {
  readonly output: string;
  readonly quantised: number;
  readonly real: number;
}

export interface NetworkProfile {
  readonly rows: number;
  readonly layers: readonly LayerProfile[];
  readonly accuracy: readonly Accuracy[];
}

/**
 * The profile over rows of input values, in the order of the network's inputs.
 *
 * @param labels expected words of scalar outputs, one for each row
 */
export function profileNetwork(
  network: Network,
  rows: Iterable<readonly (readonly number[])[]>,
  labels: ReadonlyMap<string, readonly bigint[]> = new Map(),
): NetworkProfile {
  const [quantised, real] = [numericEvaluation(network), realEvaluation(network)];
  const edges: readonly (NetworkEdge | NetworkLayer)[] = [...network.inputs, ...network.layers];
  const tallies = new Map(edges.map((e) => [e.name, new Tally(e)]));
  const hits = network.outputs.flatMap(({ name, from }) => {
    const expected = labels.get(name)?.map((word) => valuesOfWord(word, edgeNamed(network, from).type)[0].toNumber());
    return expected ? [{ output: name, from, expected, quantised: 0, real: 0 }] : [];
  });
  let count = 0;
  for (const row of rows) {
    const inputs = new Map(network.inputs.map((e, i) => [e.name, row[i]]));
    const [is, should] = [quantised(inputs), real(inputs)];
    for (const [name, tally] of tallies)
      tally.add(is.get(name) as LayerValues<number>, (should.get(name) as LayerValues<number>).rounded);
    for (const hit of hits) {
      if (is.get(hit.from)?.rounded[0] === hit.expected[count]) hit.quantised++;
      if (should.get(hit.from)?.rounded[0] === hit.expected[count]) hit.real++;
    }
    count++;
  }
  return {
    rows: count,
    layers: [...tallies.values()].map((t) => t.result()),
    accuracy: hits.map((h) => ({ output: h.output, quantised: h.quantised / count, real: h.real / count })),
  };
}

class Tally {
  readonly #edge: NetworkEdge | NetworkLayer;
  /** The ends of each channel's format; one where all channels share it. */
  readonly #ends: readonly Ends[];
  readonly #seen: { min: number; max: number }[];
  readonly #overflowed: (value: number, channel: number) => boolean;
  #values = 0;
  #overflows = 0;
  #largest = 0;
  #errorPower = 0;
  #signalPower = 0;

  constructor(edge: NetworkEdge | NetworkLayer) {
    this.#edge = edge;
    this.#ends = edge.type.formats.map(endsOf);
    this.#seen = edge.type.formats.map(() => ({ min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY }));
    const output = 'settings' in edge ? (edge.settings.output as Output | undefined) : undefined;
    const mode = parseQuantization(output?.round ?? 'TRN');
    this.#overflowed = (value, channel) => {
      const format = formatAt(edge.type, channel);
      const raw = quantize(Rational.fromNumber(value).mul(Rational.pow2(fracOf(format))), mode);
      const { min, max } = rawRange(format);
      return raw < min || raw > max;
    };
  }

  add({ exact, rounded }: LayerValues<number>, real: readonly number[]): void {
    const channels = this.#ends.length;
    for (const [place, value] of exact.entries()) {
      const channel = place % channels;
      const [ends, seen] = [this.#ends[channel], this.#seen[channel]];
      if (value < seen.min) seen.min = value;
      if (value > seen.max) seen.max = value;
      // Rounding may bring a value back that lies less than an ulp outside.
      if ((value < ends.min || value > ends.max) && this.#overflowed(value, channel)) this.#overflows++;
      const error = Math.abs(rounded[place] - real[place]);
      if (error > this.#largest) this.#largest = error;
      this.#errorPower += error * error;
      this.#signalPower += real[place] * real[place];
    }
    this.#values += exact.length;
  }

  result(): LayerProfile {
    const { name, type } = this.#edge;
    const over = (all: readonly Ends[]): Ends => ({
      min: Math.min(...all.map((e) => e.min)),
      max: Math.max(...all.map((e) => e.max)),
    });
    const power = this.#errorPower;
    return {
      name,
      kind: 'layer' in this.#edge ? this.#edge.layer.name : 'input',
      type: tensorText(type),
      values: this.#values,
      format: over(this.#ends),
      seen: over(this.#seen),
      overflows: this.#overflows,
      spareBits: Math.min(...type.formats.map((f, c) => f.int - integerBits(this.#seen[c], f))),
      error: {
        largest: this.#largest,
        rms: Math.sqrt(power / Math.max(1, this.#values)),
        sqnr: power > 0 && this.#signalPower > 0 ? 10 * Math.log10(this.#signalPower / power) : null,
      },
    };
  }
}

function endsOf(format: FixedFormat): Ends {
  const { min, max } = rawRange(format);
  return { min: fixedValue(min, format).toNumber(), max: fixedValue(max, format).toNumber() };
}

/** I of the narrowest format of this fraction and signedness that holds both ends; as few as leave one bit for zero alone. */
function integerBits({ min, max }: Ends, format: FixedFormat): number {
  const frac = fracOf(format);
  const magnitude = Math.max(Math.floor(max * 2 ** frac), -Math.ceil(min * 2 ** frac) - 1, 0);
  const width = (magnitude === 0 ? 0 : Math.floor(Math.log2(magnitude)) + 1) + (format.signed ? 1 : 0);
  return Math.max(1, width) - frac;
}
