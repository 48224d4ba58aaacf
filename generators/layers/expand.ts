import { design, type TypedDesign } from '../design/design.ts';
import type { OverflowText, Signal, Vec } from '../design/signal.ts';
import { fixedFormat } from '../formats/build.ts';
import type { FixedFormat } from '../formats/format.ts';
import type { Expansion, Frame, Layer } from './layer.ts';
import { LayerOrigin, type LayerPlace } from './origin.ts';
import { quotient } from './quotient.ts';
import type { Output } from './settings.ts';
import { formatAt, portType, type TensorType } from './tensor.ts';

/** A layer with its settings and types: all that its module depends on. */
export interface LayerUse {
  readonly layer: Layer;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly inputs: readonly TensorType[];
  readonly type: TensorType;
}

/** The module of a layer: ports `x` (or `x0`, `x1`, ... where it has several inputs) and `y`, tensors packed row-major. */
export function layerDesign(name: string, doc: string, use: LayerUse, place?: LayerPlace): TypedDesign {
  const { layer, settings, inputs, type } = use;
  const ports = inputs.map((t, i) => [inputPort(inputs, i), portType(t)] as const);
  const outside = { inputs: Object.fromEntries(ports), outputs: { y: portType(type) }, doc };
  return design(name, { ...outside, ...(place && { origin: () => new LayerOrigin(use, place) }) }, (given, d) => {
    const vectors = ports.map(([port]) => given[port] as unknown as Vec);
    const x: Expansion = {
      ...frameOf(name, { settings, inputs, type }),
      d,
      inputs: vectors,
      elements: (i) => [...vectors[i]].map((e, place) => inChannel(e, inputs[i], place)),
    };
    return { y: d.vector(layer.expand(x)) as never };
  });
}

/** @param name prefix of the modules that the layer makes for itself */
export function frameOf(name: string, { settings, inputs, type }: Omit<LayerUse, 'layer'>): Frame {
  const output = settings.output as Output | undefined;
  return {
    types: inputs,
    type,
    params: settings,
    finish: (value, place) => travelling(rounded(value, formatAt(type, place), output), type),
    finishQuotient: (value, n, place) =>
      travelling(rounded(quotient(value, n, formatAt(type, place)), formatAt(type, place), output), type),
    part: (part) => `${name}_${part}`,
  };
}

export function inputPort(inputs: readonly unknown[], index: number): string {
  return inputs.length === 1 ? 'x' : `x${index}`;
}

/** An element of a port in the format of its channel. */
export function inChannel(element: Signal, type: TensorType, place: number): Signal {
  return type.formats.length === 1 ? element : element.bitcast(formatAt(type, place));
}

/** Without a format asked for, the format holds the value exactly and the cast loses nothing. */
function rounded(value: Signal, format: FixedFormat, output: Output | undefined): Signal {
  return value.cast(format, output?.round, output?.overflow as OverflowText | undefined);
}

function travelling(value: Signal, { formats }: TensorType): Signal {
  if (formats.length === 1) return value;
  const { signed, width } = value.format as FixedFormat;
  return value.bitcast(fixedFormat(signed, width, width));
}
