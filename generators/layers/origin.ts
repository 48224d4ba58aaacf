import type { Design } from '../ir/ir.ts';
import type { LayerUse } from './expand.ts';

/** Where a layer stands: the name of its network, its own, and those of the edges that it reads. */
export interface LayerPlace {
  readonly network: string;
  readonly name: string;
  readonly from: readonly string[];
}

/** What the module of a layer was made from: all that a back end needs to write it as a layer. */
export class LayerOrigin {
  readonly use: LayerUse;
  readonly place: LayerPlace;

  constructor(use: LayerUse, place: LayerPlace) {
    this.use = use;
    this.place = place;
  }
}

/** The layer that a design is the module of. */
export function layerOf(design: Design): LayerOrigin | undefined {
  const origin = design.origin?.();
  return origin instanceof LayerOrigin ? origin : undefined;
}
