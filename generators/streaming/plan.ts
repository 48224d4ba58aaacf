/** What each layer of a streamed network does with beats: which sizes it takes and gives, and what computes them. */
import type { TypedDesign } from '../design/design.ts';
import { vector } from '../formats/build.ts';
import type { Type } from '../formats/format.ts';
import { uniqueNames } from '../ir/identifiers.ts';
import type { Port } from '../ir/ir.ts';
import { frameOf, inputPort, layerDesign } from '../layers/expand.ts';
import { type Fold, foldOf } from '../layers/folding.ts';
import type { MatrixForm, TotalForm, WindowForm } from '../layers/layer.ts';
import type { Hardware } from '../layers/settings.ts';
import { scannedSize, windowCount, windowDesign } from '../layers/sliding.ts';
import { channelsOf, portType, sizeOf, type TensorType } from '../layers/tensor.ts';
import type { Network, NetworkLayer } from '../network/network.ts';
import { foldedDesign, type Sequence, sequenceOf, totalDesign } from './folded.ts';
import { fused } from './fuse.ts';
import { gcd } from './units/gearbox.ts';

/** A tensor that travels in beats of `n` elements. */
export interface Beats {
  readonly type: TensorType;
  readonly n: number;
}

/** A tensor that something takes: a port of a stage, or of the network itself. */
export interface Taken extends Beats {
  readonly port: string;
  /** The input of the network or the stage that gives it. */
  readonly from: string;
  /** Elements at a time that are taken of it; `n` of them come at a time. */
  readonly taken: number;
}

/** A layer, as a module with a stream for each of its inputs and one for its result. */
export interface Stage {
  /** That of its first layer. */
  readonly name: string;
  /** The layer, and those behind it that work on its beats one by one. */
  readonly layers: readonly string[];
  readonly module: string;
  readonly doc: string;
  readonly inputs: readonly Taken[];
  readonly output: Beats;
  readonly window?: WindowForm;
  /** Columns of the matrix by their places in what `taken` collects (or the window gives), and how it is worked off. */
  readonly fold?: { readonly places: readonly number[]; readonly simd: number; readonly sequence: Sequence };
  readonly core: TypedDesign;
  /** How much of the layer there is in hardware, in words. */
  readonly layout: string;
  /** Cycles that it takes for a row, where it never waits. */
  readonly cycles: number;
}

export interface Plan {
  readonly network: Network;
  /** Name of the module that an AXI4-Stream top stands around. */
  readonly inner: string;
  readonly stages: readonly Stage[];
  /** Beats of a row at the inputs, all of the same number, and at the outputs. */
  readonly inputBeats: number;
  readonly outputBeats: number;
  readonly inputs: readonly (Beats & { readonly name: string })[];
  readonly outputs: readonly Taken[];
  /** Ports of the network with the type of one beat. */
  readonly ports: { readonly inputs: readonly Port[]; readonly outputs: readonly Port[] };
}

/** Whether a network asks for anything but all of its hardware in parallel. */
export function isStreamed({ layers }: Network): boolean {
  return layers.some(({ settings }) => (settings.hardware ?? 'parallel') !== 'parallel');
}

export function planOf(network: Network): Plan {
  const beats = new Map<string, Source>();
  const inputBeats = beatsWanted(network);
  const inputs = network.inputs.map(({ name, type }) => ({ name, type, n: sizeOf(type.shape) / inputBeats }));
  for (const input of inputs) beats.set(input.name, { ...input, from: input.name });
  const stages: Stage[] = [];
  const fresh = uniqueNames([network.name, ...network.layers.map((l) => moduleOf(network, l))]);
  for (const layer of network.layers) {
    const sources = layer.from.map((f) => beats.get(f) as Source);
    if (layer.layer.reach === 'order') {
      beats.set(layer.name, { ...sources[0], type: layer.type });
      continue;
    }
    const stage = stageOf(network, layer, sources, fresh);
    const before = stages.findIndex((s) => s.layers.at(-1) === layer.from[0]);
    const joins = before >= 0 && layer.layer.reach && isOnlyReader(network, layer);
    if (joins && stages[before].output.n === stage.inputs[0].taken)
      stages[before] = fused(stages[before], stage, fresh);
    else stages.push(stage);
    const { name, output } = stages.find((s) => s.layers.includes(layer.name)) as Stage;
    beats.set(layer.name, { ...output, from: name });
  }
  const given = network.outputs.map((o) => ({ ...(beats.get(o.from) as Source), port: o.name }));
  const outputBeats = given.map(({ type, n }) => sizeOf(type.shape) / n).reduce(gcd);
  const outputs = given.map((o) => ({ ...o, taken: sizeOf(o.type.shape) / outputBeats }));
  const ports = {
    inputs: inputs.map(({ name, type, n }) => ({ name, type: beatType(type, n) })),
    outputs: outputs.map(({ port, type, taken }) => ({ name: port, type: beatType(type, taken) })),
  };
  return { network, inner: fresh(`${network.name}_stream`), stages, inputBeats, outputBeats, inputs, outputs, ports };
}

/** Whether a layer has one input, and is all that reads it. */
function isOnlyReader({ layers, outputs }: Network, { from }: NetworkLayer): boolean {
  const reads = [...layers.flatMap((l) => l.from), ...outputs.map((o) => o.from)];
  return from.length === 1 && reads.filter((name) => name === from[0]).length === 1;
}

/** `n` elements, or the plain scalar. */
function beatType(type: TensorType, n: number): Type {
  return type.shape.length === 0 ? type.formats[0] : vector(n, portType(type).element);
}

/** How a layer is laid out; neither: its whole input at once, or a part of it where that is all that counts. */
interface Form {
  readonly window?: WindowForm;
  readonly folded?: { readonly matrix: MatrixForm; readonly fold: Fold };
  readonly total?: TotalForm;
}

function formOf({ layer, inputs, settings }: NetworkLayer): Form {
  const hardware = settings.hardware as Hardware;
  const matrix = layer.matrix?.(inputs, settings);
  const fold = matrix && foldOf(matrix, hardware);
  return {
    window: hardware === 'parallel' ? undefined : layer.window?.(inputs, settings),
    folded: matrix && fold && { matrix, fold },
    total: hardware === 'parallel' || product(inputs[0].shape.slice(0, -1)) === 1 ? undefined : layer.total,
  };
}

type Source = Beats & { readonly from: string };

const moduleOf = (network: Network, layer: NetworkLayer) => `${network.name}_${layer.name}`;

/** @param fresh a name of a module that no layer's module has */
function stageOf(
  network: Network,
  layer: NetworkLayer,
  sources: readonly Source[],
  fresh: (name: string) => string,
): Stage {
  const module = moduleOf(network, layer);
  const form = formOf(layer);
  const { taken, n, core, layout, fold, steps } = datapathOf(
    (part) => fresh(`${module}_${part}`),
    layer,
    form,
    sources,
  );
  const inputs = layer.inputs.map((type, i): Taken => {
    const { n: given, from } = sources[i];
    return { type, n: given, from, port: inputPort(sources, i), taken: taken[i] };
  });
  const { window } = form;
  const scanned = window ? product(scannedSize(window.sliding)) : 0;
  const arriving = inputs.map((i) => sizeOf(i.type.shape) / Math.min(i.n, i.taken));
  return {
    name: layer.name,
    layers: [layer.name],
    module,
    doc: `Layer ${layer.name} of ${network.name}: ${layer.layer.summary}.`,
    inputs,
    output: { type: layer.type, n },
    window,
    fold,
    core,
    layout,
    cycles: Math.max(steps, scanned, ...arriving),
  };
}

interface Datapath extends Pick<Stage, 'core' | 'layout' | 'fold'> {
  /** Elements of each input that are taken, and those that are given, at a time. */
  readonly taken: readonly number[];
  readonly n: number;
  /** Cycles in which it works on a row. */
  readonly steps: number;
}

function datapathOf(
  part: (name: string) => string,
  layer: NetworkLayer,
  { window, folded, total }: Form,
  sources: readonly Source[],
): Datapath {
  const frame = { ...frameOf(layer.name, layer), part };
  const kernel = window && `window of ${window.sliding.kernel.join(' x ')}`;
  const windows = window ? product(windowCount(window.sliding)) : 1;
  if (folded) {
    const { matrix, fold } = folded;
    const { pe, simd } = fold;
    const [{ rows, columns }] = matrix.blocks;
    const size = `${rows.length * matrix.blocks.length} x ${columns.length}`;
    return {
      core: foldedDesign(part('core'), frame, matrix, fold),
      layout: `${pe} x ${simd} of ${size} weights${kernel ? `, ${kernel}` : ''}`,
      fold: { places: matrix.blocks.flatMap((b) => b.places), simd, sequence: sequenceOf(matrix, fold) },
      taken: [window?.sliding.channels ?? simd],
      n: pe,
      steps: fold.cycles * windows,
    };
  }
  if (window) {
    const taken = [window.sliding.channels];
    const n = channelsOf(layer.type.shape);
    return { core: windowDesign(frame, window), layout: kernel as string, taken, n, steps: windows };
  }
  if (total) {
    const [{ shape }] = layer.inputs;
    const n = channelsOf(shape);
    const pixels = sizeOf(shape) / n;
    return {
      core: totalDesign(part('core'), frame, total),
      layout: 'a pixel',
      fold: { places: [...Array(n).keys()], simd: n, sequence: { columns: pixels, rows: 1, passes: 1 } },
      taken: [n],
      n,
      steps: pixels,
    };
  }
  const taken = partTaken(layer, sources);
  const [inputs, type] = [layer.inputs.map(taken), taken(layer.type)];
  const n = sizeOf(type.shape);
  const steps = sizeOf(layer.type.shape) / n;
  return {
    core: layerDesign(part('core'), `${layer.layer.summary}.`, { ...layer, inputs, type }),
    layout: steps === 1 ? 'all of it' : `${n} elements`,
    taken: inputs.map((t) => sizeOf(t.shape)),
    n,
    steps,
  };
}

/** What a layer takes at a time of its tensors: all of them, or as many places as the widest input brings. */
function partTaken({ layer, inputs, type }: NetworkLayer, sources: readonly Source[]): (of: TensorType) => TensorType {
  if (layer.reach === undefined || type.shape.length === 0) return (of) => of;
  const byPixel = layer.reach === 'pixel' || [...inputs, type].some((t) => t.formats.length > 1);
  const unit = (of: TensorType) => (byPixel ? channelsOf(of.shape) : 1);
  const count = sizeOf(type.shape) / unit(type);
  const wanted = Math.max(...sources.map(({ n }, i) => n / unit(inputs[i])));
  const places = Array.from({ length: count }, (_, i) => i + 1).find((p) => p >= wanted && count % p === 0) as number;
  return (of) => ({ ...of, shape: byPixel ? [places, unit(of)] : [places] });
}

/** Beats of a row at the inputs: as the layers that cannot take any part read them. All inputs come in the same number. */
function beatsWanted(network: Network): number {
  const readers = (name: string): NetworkLayer[] =>
    network.layers.filter((l) => l.from.includes(name)).flatMap((l) => (l.layer.reach ? readers(l.name) : [l]));
  const wanted = network.inputs.flatMap(({ name }) =>
    readers(name).map((layer) => {
      const { window, folded, total } = formOf(layer);
      const [{ shape }] = layer.inputs;
      const pixel = window || total ? channelsOf(shape) : undefined;
      return sizeOf(shape) / (pixel ?? folded?.fold.simd ?? sizeOf(shape));
    }),
  );
  return network.inputs.map(({ type }) => sizeOf(type.shape)).reduce(gcd, Math.max(1, ...wanted));
}

const product = (numbers: readonly number[]) => numbers.reduce((a, n) => a * n, 1);
