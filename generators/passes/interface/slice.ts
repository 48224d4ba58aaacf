import type { Net, NetBuilder } from '../../netlist/builder.ts';

/** What a register slice shows to either side. */
export interface Slice {
  /** To the sender; a register. */
  readonly ready: Net;
  /** To the receiver; registers. */
  readonly valid: Net;
  readonly data: Net;
  /** Both sides, which may depend on what the slice shows. */
  connect(receiver: Net, input: SliceInput): void;
}

export interface SliceInput {
  readonly valid: Net;
  readonly data: Net;
}

/**
 * A register slice with two places ("skid buffer"): everything that leaves it, to either side, comes from a register, so no
 * path runs from the receiver's `ready` to the sender's, and a word per cycle passes.
 */
export function registerSlice(b: NetBuilder, width: number): Slice {
  const valid = b.reg(1, 0n, 'slice_valid', 'a row waits for the receiver');
  const spilled = b.reg(1, 0n, 'spilled', 'a second row waits behind it');
  const data = b.reg(width, undefined, 'slice_data');
  const spill = b.reg(width, undefined, 'spill_data');
  const ready = b.not(spilled);
  return {
    ready,
    valid,
    data,
    connect: (receiver, input) => {
      const leaves = b.named(b.or(receiver, b.not(valid)), 'slice_moves');
      b.setNext(valid, b.mux(leaves, b.or(spilled, input.valid), valid));
      b.setNext(spilled, b.and(b.not(leaves), b.or(spilled, input.valid)));
      b.setNext(data, b.mux(leaves, b.mux(spilled, spill, input.data), data));
      b.setNext(spill, b.mux(spilled, spill, input.data));
    },
  };
}
