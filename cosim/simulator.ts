import type { Manifest } from '../generators/manifest.ts';
import type { Traffic } from './stream/traffic.ts';
import type { Transcript } from './stream/transcript.ts';
import type { RowSource } from './vectors/made.ts';

/**
 * A simulator of the emitted files. It sees the files and the manifest, never the netlist. Rows are the packed format of
 * the golden model: every port in order, each in whole 32-bit words, least significant word first.
 */
export interface Simulator {
  readonly name: string;
  readonly summary: string;
  /** The tool's version line, or undefined where it is not installed. */
  probe(): Promise<string | undefined>;
  /** Command that installs the tool on Debian and Ubuntu; undefined where npm already did. */
  readonly install: string | undefined;
  build(job: BuildJob): Promise<Simulation>;
}

export interface BuildJob {
  readonly manifest: Manifest;
  /** Folder that holds the manifest's files. */
  readonly directory: string;
  /** Called with short present-tense phrases as work goes on. */
  readonly progress?: (phrase: string) => void;
}

/** A built executable of one design. */
export interface Simulation {
  /**
   * Runs `count` rows from reset: combinational designs one row per evaluation, sequential ones one row per clock cycle
   * (outputs taken before the rising edge). Throws a CosimError where the simulator fails or is killed.
   */
  run(rows: Uint32Array, count: number, options?: RunOptions): Promise<Uint32Array>;
  /**
   * Has the simulator make the rows of a source itself and compare their results with the expected ones, from reset. Present
   * where the simulator can.
   */
  check?(source: RowSource, options: CheckOptions): Promise<RowCheck>;
  /**
   * Only of designs with a handshake, whose `run` is a row per cycle without stalls: sends the rows under the traffic that
   * is asked for, as far as the design has ports for it, and tells all that was seen.
   */
  stream?(rows: Uint32Array, count: number, traffic: Traffic, options?: RunOptions): Promise<Transcript>;
  dispose(): Promise<void>;
}

export interface CheckOptions {
  /** The results that are due, as one column for each output port (see `columns.ts`). Called in the order of the rows. */
  expect(first: number, count: number): readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  readonly progress?: (done: number, total: number) => void;
}

export interface RowCheck {
  /** Rows with at least one difference. */
  readonly wrongRows: number;
  /** Numbers of the first of them, ascending. */
  readonly rows: readonly number[];
}

export interface RunOptions {
  /** Write a waveform here (`.vcd`, or `.fst` where the simulator can). */
  readonly waveform?: string;
  readonly progress?: (done: number, total: number) => void;
}
