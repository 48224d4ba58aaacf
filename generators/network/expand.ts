import { design, type TypedDesign, type Values } from '../design/design.ts';
import type { Signal, Vec } from '../design/signal.ts';
import type { Type } from '../formats/format.ts';
import { uniqueNames } from '../ir/identifiers.ts';
import type { Port } from '../ir/ir.ts';
import { inputPort, layerDesign } from '../layers/expand.ts';
import { portType, type TensorType } from '../layers/tensor.ts';
import { edgeNamed, type Network } from './network.ts';

/**
 * The datapath of a network: one module per layer, named after the network and the layer, instantiated under the layer's name.
 * Tensors travel over vector ports, row-major; scalars over scalar ports.
 */
export function networkDesign(network: Network): TypedDesign {
  const { inputs, outputs } = networkPorts(network);
  const names = uniqueNames([network.name]);
  const modules = new Map(
    network.layers.map((l) => {
      const doc = `Layer ${l.name} of ${network.name}: ${l.layer.summary}.`;
      const place = { network: network.name, name: l.name, from: l.from };
      return [l.name, layerDesign(names(`${network.name}_${l.name}`), doc, l, place)];
    }),
  );
  return design(
    network.name,
    {
      inputs: Object.fromEntries(inputs.map((p) => [p.name, p.type])),
      outputs: Object.fromEntries(outputs.map((p) => [p.name, p.type])),
      ...(network.doc !== undefined && { doc: network.doc }),
    },
    (ports, d) => {
      const edges = new Map<string, Vec>();
      for (const { name, type } of network.inputs)
        edges.set(name, isScalar(type) ? d.vector([ports[name] as Signal]) : (ports[name] as unknown as Vec));
      for (const layer of network.layers) {
        const given = layer.from.map((source, i) => [inputPort(layer.from, i), edges.get(source)]);
        const results = d.instance(modules.get(layer.name) as TypedDesign, Object.fromEntries(given), layer.name);
        edges.set(layer.name, (results as unknown as { y: Vec }).y);
      }
      return Object.fromEntries(
        network.outputs.map((o) => {
          const edge = edges.get(o.from) as Vec;
          return [o.name, isScalar(edgeNamed(network, o.from).type) ? edge.at(0) : edge];
        }),
      ) as Values<Record<string, never>>;
    },
  );
}

/** The ports of a network's design. */
export function networkPorts(network: Network): {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
} {
  return {
    inputs: network.inputs.map((e) => ({ name: e.name, type: outerType(e.type) })),
    outputs: network.outputs.map((o) => ({ name: o.name, type: outerType(edgeNamed(network, o.from).type) })),
  };
}

const isScalar = (type: TensorType) => type.shape.length === 0;

/** The port of the network itself: a tensor, or a plain scalar. */
function outerType(type: TensorType): Type {
  return isScalar(type) ? type.formats[0] : portType(type);
}
