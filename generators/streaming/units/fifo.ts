import { invariant } from '../../diagnostics/diagnostic.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { registerSlice, type SliceInput } from '../../passes/interface/slice.ts';
import type { Stream } from '../stream.ts';
import { below, counter } from './count.ts';

/** A first-in first-out buffer: `ready`, and what its stream shows, are registers, so no path runs through it. */
export interface Fifo extends Stream {
  /** There is room for a beat. */
  readonly ready: Net;
  /** What it is given, known after everything above. */
  push(valid: Net, data: Net): void;
}

/** Room for `depth` beats. One place passes a beat in every second cycle, two and more pass one in every cycle. */
export function fifo(b: NetBuilder, width: number, depth: number): Fifo {
  invariant(depth >= 1, `a FIFO of depth ${depth}`);
  if (depth === 1) return onePlace(b, width);
  return depth === 2 ? twoPlaces(b, width) : memoryFifo(b, width, depth - 1);
}

/** Joins what comes from both sides, in whatever order they come. */
function joined(
  b: NetBuilder,
  { ready, valid, data }: Pick<Fifo, 'ready' | 'valid' | 'data'>,
  connect: (receiver: Net, input: SliceInput) => void,
): Fifo {
  let receiver: Net | undefined;
  let input: SliceInput | undefined;
  const complete = b.deferred(() => {
    if (receiver && input) connect(receiver, input);
  });
  return {
    ready,
    valid,
    data,
    take: (taken) => {
      receiver = taken;
      complete();
    },
    push: (entering, word) => {
      input = { valid: entering, data: word };
      complete();
    },
  };
}

function onePlace(b: NetBuilder, width: number): Fifo {
  const valid = b.reg(1, 0n, 'valid', 'holds a beat');
  const data = b.reg(width, undefined, 'data');
  const ready = b.not(valid);
  return joined(b, { ready, valid, data }, (receiver, input) => {
    b.setNext(valid, b.mux(valid, b.not(receiver), input.valid));
    b.setNext(data, b.mux(valid, data, input.data));
  });
}

function twoPlaces(b: NetBuilder, width: number): Fifo {
  const slice = registerSlice(b, width);
  return joined(b, slice, slice.connect);
}

/**
 * A memory of `size` words, and a register that holds what comes next: the form that becomes block memory. A beat comes out
 * two cycles after it went in.
 */
function memoryFifo(b: NetBuilder, width: number, size: number): Fifo {
  const valid = b.reg(1, 0n, 'valid', 'a beat waits for the receiver');
  const data = b.reg(width, undefined, 'data');
  const first = counter(b, size, 'first');
  const next = counter(b, size, 'next');
  const stored = b.reg(size.toString(2).length, 0n, 'stored', 'beats in the memory');
  const ready = b.named(below(b, stored, size), 'ready');
  const memory = b.ram(width, size, first.count, 'memory');
  return joined(b, { ready, valid, data }, (receiver, input) => {
    const [one, zero] = [b.const(stored.width, 1n), b.zero(stored.width)];
    const enters = b.named(b.and(ready, input.valid), 'enters');
    const moves = b.named(b.or(receiver, b.not(valid)), 'moves');
    const leaves = b.named(b.and(moves, b.redor(stored)), 'leaves');
    b.setWrite(memory, enters, next.count, input.data);
    next.advance(enters);
    first.advance(leaves);
    const more = b.named(b.add(stored, b.mux(enters, one, zero)), 'stored_with_entering');
    b.setNext(stored, b.sub(more, b.mux(leaves, one, zero)));
    b.setNext(valid, b.mux(moves, leaves, valid));
    b.setNext(data, b.mux(leaves, memory, data));
  });
}
