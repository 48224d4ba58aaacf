/** What a run does to a handshake: how often the sender has nothing, the receiver takes nothing, and reset comes. */
import type { StreamLayout } from './layout.ts';

export interface Traffic {
  /** For the random numbers: a whole number from 0 to 2^53 - 1. */
  readonly seed: number;
  /** Chance in 1024 that the sender, having nothing to offer, stays so in a cycle. */
  readonly gap: number;
  /** Chance in 1024 that the receiver takes nothing in a cycle. */
  readonly stall: number;
  /** Chance in 4096 of a reset in a cycle, of designs that take a row per cycle; of others less (see `rulesOf`). */
  readonly reset: number;
  /** Whether the receiver is ready only in a cycle after one in which a result was offered. */
  readonly shy: boolean;
}

/** A beat in every cycle, each result taken at once: measures latency and initiation interval. */
export const steady = (seed: number): Traffic => ({ seed, gap: 0, stall: 0, reset: 0, shy: false });
/** Gaps and stalls. */
export const bumpy = (seed: number): Traffic => ({ seed, gap: 512, stall: 512, reset: 0, shy: true });
/** Gaps, stalls, and a reset every 64 cycles or so. */
export const interrupted = (seed: number): Traffic => ({ seed, gap: 384, stall: 384, reset: 64, shy: false });

/**
 * The traffic that a design can be put under: none without a reset is reset, none without `ready` or `ce` stalled. Where the
 * latency is fixed it says whether a result waits for `ready`; elsewhere a shy receiver finds out.
 */
export function possible(traffic: Traffic, layout: StreamLayout): Traffic {
  const { reset, enable, output } = layout;
  const stallable = enable !== undefined || output.ready !== undefined;
  return {
    ...traffic,
    stall: stallable ? traffic.stall : 0,
    reset: reset === undefined ? 0 : traffic.reset,
    shy: traffic.shy && output.ready !== undefined && isElastic(layout),
  };
}

/** Cycles that a row takes at full rate. */
export function pace({ ii, input, output }: StreamLayout): number {
  return Math.max(ii, input.beats, output.beats);
}

/** Whether rows take several cycles to pass a port. Then there is no latency that every row has. */
export function isElastic(layout: StreamLayout): boolean {
  return pace(layout) > 1;
}

/** What sender and receiver have to know of a design, whatever simulates them. Cycles, where nothing else is said. */
export interface Rules {
  /** Transfers of a row of inputs, and of its results. */
  readonly inBeats: number;
  readonly outBeats: number;
  readonly latency: number;
  /** Whether results that are due have to be shown within the latency. */
  readonly eager: boolean;
  /** Cycles in which nothing moves, after which a run is given up. */
  readonly patience: number;
  /** Cycles that a run goes on after the last result that is due, to see results that are not. */
  readonly aftermath: number;
  /** A run is given up after this many cycles per row, and its patience. */
  readonly cyclesPerRow: number;
  /** Resets come only where these bits of a random number are those of the cycle's. */
  readonly resetMask: number;
}

/** A run takes this many times as long as at full rate, at most; gaps, stalls and resets cost less than 4 of them. */
const SLOWEST = 64;

export function rulesOf(layout: StreamLayout): Rules {
  const { latency, input, output } = layout;
  const elastic = isElastic(layout);
  const wait = latency + (elastic ? pace(layout) : 0);
  return {
    inBeats: input.beats,
    outBeats: output.beats,
    latency,
    eager: output.ready !== undefined && !elastic,
    patience: 1024 + 4 * wait,
    aftermath: 32 + 2 * wait,
    cyclesPerRow: SLOWEST * pace(layout),
    resetMask: elastic ? resetMask(wait) : 0,
  };
}

/** Bits of a random number that are free for `resetMask`; those above decide on `Traffic.reset`. */
const MASK_BITS = 20;
/** Cycles between resets where the mask is 0, and how many times as long as a row's way through the design they shall be. */
const [BETWEEN_RESETS, ROWS_BETWEEN] = [64, 4];

function resetMask(wait: number): number {
  const rarer = Math.ceil(Math.log2((ROWS_BETWEEN * wait) / BETWEEN_RESETS));
  return 2 ** Math.min(Math.max(rarer, 0), MASK_BITS) - 1;
}
