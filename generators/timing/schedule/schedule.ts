/** What a pipeline was asked for, and what came of it. */
import type { NodeId } from '../../netlist/netlist.ts';
import type { TargetName } from '../targets.ts';

/** At least one of both. */
export interface TimingRequest {
  readonly target: TargetName;
  /** Cycles from a row to its outputs; 0: no register but the design's own. */
  readonly latency?: number;
  /** Frequency in MHz that every stage has to meet. */
  readonly freq?: number;
}

export interface Stage {
  /** Operations, as nodes of the pipelined netlist; its first line of registers is not among them. */
  readonly nodes: readonly NodeId[];
  /** From the clock edge to the last result, and what of the period is left after set-up, in ns by the model. */
  readonly delay: number;
  readonly slack: number;
  /** Bits of the registers between this stage and the next one. */
  readonly registerBits: number;
}

export interface Schedule {
  readonly target: TargetName;
  /** Cycles; there is one more stage than that. */
  readonly latency: number;
  readonly stages: readonly Stage[];
  /** Bits of the registers that the scheduler placed, those of the reset that travels with the rows included. */
  readonly registerBits: number;
  /** Nanoseconds that the slowest stage needs with set-up, and the frequency in MHz that this is. */
  readonly period: number;
  readonly frequency: number;
  /** The period that was asked for. */
  readonly wanted: number | undefined;
}
