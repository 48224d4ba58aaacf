import type { LayerUse } from '../layers/expand.ts';
import type { TensorType } from '../layers/tensor.ts';

/** A tensor by name: an input of the network, or what a layer gives. */
export interface NetworkEdge {
  readonly name: string;
  readonly type: TensorType;
}

export interface NetworkLayer extends NetworkEdge, LayerUse {
  /** Names of the edges that it reads. */
  readonly from: readonly string[];
}

/** A checked network: every layer has its settings, read by its schema, and its types. Layers stand after what they read. */
export interface Network {
  readonly name: string;
  readonly doc?: string;
  readonly inputs: readonly NetworkEdge[];
  readonly layers: readonly NetworkLayer[];
  readonly outputs: readonly { readonly name: string; readonly from: string }[];
}

export function edgeNamed(network: Network, name: string): NetworkEdge {
  return [...network.inputs, ...network.layers].find((e) => e.name === name) as NetworkEdge;
}
