/** A trained network as a document: formats with the binary points that were learned, constants as stored integers. */
import { numpy as np, tree } from '@jax-js/jax';
import type { FixedFormat } from '../formats/format.ts';
import { formatName } from '../formats/name.ts';
import type { StoredConstants, Tensors } from '../layers/twin.ts';
import { type LayerDocument, type NetworkDocument, VERSION } from '../network/document.ts';
import { filled, type Tensor } from '../tensors/jax.ts';
import { type Quantizer, quantizeToRaw } from '../tensors/quantize.ts';
import type { TrainingConfig } from './config.ts';
import type { ConstantSite, Graph, LayerNode } from './graph.ts';
import {
  alignPoint,
  bounded,
  effectiveQuantizer,
  ownParameters,
  pointOf,
  type Site,
  type Statistics,
} from './model.ts';

/** The network as a document. Neither parameters nor statistics are consumed. */
export async function networkDocument(
  config: TrainingConfig,
  graph: Graph,
  parameters: Tensors,
  statistics: Statistics,
): Promise<NetworkDocument> {
  const { scores, label } = config.outputs;
  const layers = await layerDocuments(config.input.name, graph, parameters, statistics);
  const last = layers[layers.length - 1].name;
  return {
    'bitwright-network': VERSION,
    name: config.name,
    ...(config.doc !== undefined && { doc: config.doc }),
    inputs: [{ name: config.input.name, shape: [...graph.input.shape], format: formatName(graph.input.format) }],
    layers: [...layers, ...(label === undefined ? [] : [{ name: CLASS, layer: 'argmax', from: last }])],
    outputs: { ...(scores !== undefined && { [scores]: last }), ...(label !== undefined && { [label]: CLASS }) },
  };
}

/** The layer that picks the class. */
const CLASS = 'class_number';

async function layerDocuments(
  input: string,
  graph: Graph,
  parameters: Tensors,
  statistics: Statistics,
): Promise<LayerDocument[]> {
  const documents: LayerDocument[] = [];
  for (const node of graph.nodes) {
    const constants: Record<string, StoredConstants> = {};
    for (const [name, value] of Object.entries(realConstants(node, parameters, statistics))) {
      const site = node.constants[name];
      if (site === 'signs') constants[name] = await storedSigns(value);
      else constants[name] = await stored(value, parameters[pointOf(`${node.name}.${name}`)].ref, site);
    }
    const from = node.from.map((i) => (i < 0 ? input : graph.nodes[i].name));
    const output = node.output && (await outputDocument(node.name, node.output, parameters));
    documents.push({
      name: node.name,
      layer: node.twin.name,
      from: from.length === 1 ? from[0] : from,
      ...node.twin.document(node.settings, constants),
      ...(output && { output }),
    });
  }
  return documents;
}

function realConstants(node: LayerNode, parameters: Tensors, statistics: Statistics): Tensors {
  const own = ownParameters(node, tree.ref(parameters));
  return node.twin.derive ? node.twin.derive(node.settings, own, tree.ref(statistics[node.name])) : own;
}

async function stored(value: Tensor, point: Tensor, site: ConstantSite): Promise<StoredConstants> {
  const aligned = alignPoint(point.ref, value.shape.length, site);
  const real = bounded(value, aligned.ref, site);
  const raw = (await quantizeToRaw(real, aligned, effectiveQuantizer(site)).jsAsync()) as unknown[];
  const formats = await formatsOf(point, site.quantizer);
  return { format: formats.length === 1 ? formats[0] : formats, raw };
}

async function storedSigns(value: Tensor): Promise<StoredConstants> {
  return (await np.where(value.greaterEqual(0), filled(1), filled(-1)).jsAsync()) as unknown[];
}

async function outputDocument(node: string, quantizer: Quantizer, parameters: Tensors) {
  const site: Site = `${node}.output`;
  const [format] = await formatsOf(parameters[pointOf(site)].ref, quantizer);
  return { format, round: quantizer.quantization, overflow: quantizer.overflow };
}

/** Names of the formats with the whole binary points. */
async function formatsOf(point: Tensor, { width, signed }: Quantizer): Promise<string[]> {
  const points = await np.floor(point.add(0.5)).reshape([-1]).data();
  return Array.from(points, (int) => {
    const format: FixedFormat = { kind: 'fixed', signed, width, int: Number(int) };
    return formatName(format);
  });
}
