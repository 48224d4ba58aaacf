/**
 * The golden model: the netlist, executed. Two executors share this interface: the BigInt interpreter (small enough to be
 * read in one sitting) and generated JavaScript (fast). They are tested against each other.
 */
import type { GoldenStream } from './columns.ts';

export interface GoldenPort {
  readonly name: string;
  readonly width: number;
}

export interface GoldenModel {
  readonly inputs: readonly GoldenPort[];
  readonly outputs: readonly GoldenPort[];
  readonly sequential: boolean;
  /** Puts every register back to its initial value. Those that have none, and memories, keep what they hold; at first that is 0. */
  reset(): void;
  /** One clock cycle: outputs for these inputs and the present state, then the clock edge. Words are unsigned. */
  step(inputs: readonly bigint[]): bigint[];
  /**
   * `step` for `count` rows of packed words (see `packedWords`), continuing from the present state. A row holds the input
   * ports in order, each in whole 32-bit words, least significant first; the answer holds the output ports likewise.
   */
  run(rows: Uint32Array, count: number): Uint32Array;
  /** The model for many rows, without a copy of them: see `columns.ts`. It shares the state of the model. */
  stream(): GoldenStream;
}

/** 32-bit words that one row of these ports takes. */
export function packedWords(ports: readonly { readonly width: number }[]): number {
  return ports.reduce((sum, port) => sum + Math.ceil(port.width / 32), 0);
}
