/**
 * What was seen at the handshakes of a design, in words of its wires. Cycles count from 0, after the reset at the start.
 * A row is sent from its first beat again where a reset comes between its beats.
 */
export interface Transcript {
  /** Beats of results in the order in which they were delivered. */
  readonly results: Uint32Array;
  /** Cycle of each. */
  readonly deliveredAt: Uint32Array;
  /** Cycle in which each beat was accepted, those of rows that a reset cut off among them. */
  readonly acceptedAt: Uint32Array;
  readonly resets: readonly ResetEvent[];
  /** The first rules of the handshake that the design broke. */
  readonly broken: readonly BrokenRule[];
  /** Cycles of the whole run. */
  readonly cycles: number;
}

/** A reset, and the beats accepted and delivered before it, since the start of the run. */
export interface ResetEvent {
  readonly cycle: number;
  readonly accepted: number;
  readonly delivered: number;
}

/**
 * `valid`, `data`: it fell, or changed, although the receiver had not taken the result. `waits`: a row was inside for longer
 * than the latency, nothing stood before the receiver, and yet it was not delivered: it waits for `ready`.
 */
export interface BrokenRule {
  readonly rule: 'valid' | 'data' | 'waits';
  readonly cycle: number;
  /** Beats delivered before. */
  readonly delivered: number;
}
