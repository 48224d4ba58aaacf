/** What a run does to a handshake: how often the sender has nothing, the receiver takes nothing, and reset comes. */
import type { StreamLayout } from './layout.ts';

export interface Traffic {
  /** For the random numbers: a whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Chance in 1024 that the sender, having nothing to offer, stays so in a cycle. */
  readonly gap: number;
  /** Chance in 1024 that the receiver takes nothing in a cycle. */
  readonly stall: number;
  /** Chance in 4096 of a reset in a cycle. */
  readonly reset: number;
}

/** A row in every cycle, each result taken at once: measures latency and initiation interval. */
export const steady = (seed: number): Traffic => ({ seed, gap: 0, stall: 0, reset: 0 });
/** Gaps and stalls. */
export const bumpy = (seed: number): Traffic => ({ seed, gap: 512, stall: 512, reset: 0 });
/** Gaps, stalls, and a reset every 64 cycles or so. */
export const interrupted = (seed: number): Traffic => ({ seed, gap: 384, stall: 384, reset: 64 });

/** The traffic that a design can be put under: none without a reset is reset, none without `ready` or `ce` stalled. */
export function possible(traffic: Traffic, { reset, enable, output }: StreamLayout): Traffic {
  const stallable = enable !== undefined || output.ready !== undefined;
  return { ...traffic, stall: stallable ? traffic.stall : 0, reset: reset === undefined ? 0 : traffic.reset };
}

/** Cycles in which nothing moves, after which a run is given up. */
export function patience(latency: number): number {
  return 1024 + 4 * latency;
}

/** Cycles that a run goes on after the last result that is due, to see results that are not. */
export function aftermath(latency: number): number {
  return 32 + 2 * latency;
}
