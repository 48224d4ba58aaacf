import type { Design } from '../ir/ir.ts';
import type { Manifest } from '../manifest.ts';
import type { NetDesign } from '../netlist/netlist.ts';

/** A file of the output folder; `path` is relative, with forward slashes. */
export interface EmittedFile {
  readonly path: string;
  readonly text: string;
}

/** Vectors that go into the emitted, self-checking test benches: one entry per row (per cycle where there is state). */
export interface BenchVectors {
  /** Words of the input ports, in port order. */
  readonly inputs: readonly (readonly bigint[])[];
  /** Words of the output ports that the golden model gives. */
  readonly outputs: readonly (readonly bigint[])[];
}

export interface BackendInput {
  readonly design: Design;
  readonly netlists: NetDesign;
  readonly manifest: Manifest;
  readonly vectors: BenchVectors;
}

/** A pure function from a compiled design to files. */
export interface Backend {
  readonly name: string;
  readonly summary: string;
  /** @param before what the back ends before this one gave, for those that refer to it */
  emit(input: BackendInput, before?: readonly EmittedFile[]): EmittedFile[];
}
