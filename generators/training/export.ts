/** A trained network as a document: formats with the binary points that were learned, constants as stored integers. */
import { numpy as np } from '@jax-js/jax';
import type { FixedFormat } from '../formats/format.ts';
import { formatName } from '../formats/name.ts';
import type { StoredConstants, Tensors } from '../layers/twin.ts';
import { type Quantizer, quantizeToRaw } from '../tensors/quantize.ts';
import type { ConstantSite, Graph, LayerNode } from './graph.ts';
import {
  alignPoint,
  bounded,
  effectiveQuantizer,
  parameterNames,
  pointOf,
  type Site,
  type Statistics,
} from './model.ts';

/** A layer of a network document. */
export type LayerDocument = Record<string, unknown>;

/** The layers of the document, in order. Neither parameters nor statistics are consumed. */
export async function layerDocuments(
  graph: Graph,
  parameters: Tensors,
  statistics: Statistics,
): Promise<LayerDocument[]> {
  const documents: LayerDocument[] = [];
  for (const node of graph.nodes) {
    const constants: Record<string, StoredConstants> = {};
    for (const [name, value] of Object.entries(realConstants(node, parameters, statistics))) {
      const point = parameters[pointOf(`${node.name}.${name}`)].ref;
      constants[name] = await stored(value, point, node.constants[name]);
    }
    const from = node.from.map((i) => (i < 0 ? 'input' : graph.nodes[i].name));
    const output = node.output && (await outputDocument(node.name, node.output, parameters));
    documents.push({
      name: node.name,
      layer: node.twin.name,
      from,
      ...node.twin.document(node.settings, constants),
      ...(output && { output }),
    });
  }
  return documents;
}

function realConstants(node: LayerNode, parameters: Tensors, statistics: Statistics): Tensors {
  const own = Object.fromEntries(
    parameterNames(node, parameters).map((key) => [key, parameters[`${node.name}.${key}`].ref]),
  );
  if (!node.twin.derive) return own;
  const given = Object.entries(statistics[node.name]).map(([name, t]) => [name, t.ref]);
  return node.twin.derive(node.settings, own, Object.fromEntries(given));
}

async function stored(value: Tensors[string], point: Tensors[string], site: ConstantSite): Promise<StoredConstants> {
  const aligned = alignPoint(point.ref, value.shape.length, site);
  const real = bounded(value, aligned.ref, site);
  const raw = (await quantizeToRaw(real, aligned, effectiveQuantizer(site)).jsAsync()) as unknown[];
  const formats = await formatsOf(point, site.quantizer);
  return { format: formats.length === 1 ? formats[0] : formats, raw };
}

async function outputDocument(node: string, quantizer: Quantizer, parameters: Tensors) {
  const site: Site = `${node}.output`;
  const [format] = await formatsOf(parameters[pointOf(site)].ref, quantizer);
  return { format, round: quantizer.quantization, overflow: quantizer.overflow };
}

/** Names of the formats with the whole binary points. */
async function formatsOf(point: Tensors[string], { width, signed }: Quantizer): Promise<string[]> {
  const points = await np.floor(point.add(0.5)).reshape([-1]).data();
  return Array.from(points, (int) => {
    const format: FixedFormat = { kind: 'fixed', signed, width, int: Number(int) };
    return formatName(format);
  });
}
