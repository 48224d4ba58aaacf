import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Stream } from '../stream.ts';
import { counter } from './count.ts';
import { fifo } from './fifo.ts';

/**
 * Every `length` beats `times` times: they pass at first, and come from a memory after that. A folded matrix needs its input
 * once for every group of rows. What it gives comes from registers.
 */
export function replay(b: NetBuilder, input: Stream, length: number, times: number): Stream {
  if (times === 1) return input;
  const beats = repeated(b, input, length, times);
  const buffer = fifo(b, input.data.width, 2);
  buffer.push(beats.valid, beats.data);
  beats.take(buffer.ready);
  return buffer;
}

function repeated(b: NetBuilder, input: Stream, length: number, times: number): Stream {
  const { width } = input.data;
  const place = counter(b, length, 'place', 'beat of the input');
  const pass = counter(b, times, 'pass');
  const first = b.named(b.not(b.redor(pass.count)), 'first_pass');
  const kept = b.reg(width, undefined, 'kept', 'the beat that comes next, from the second pass on');
  const valid = b.named(b.or(input.valid, b.not(first)), 'present');
  return {
    valid,
    data: b.named(b.mux(first, input.data, kept), 'beat'),
    take: b.deferred((ready: Net) => {
      const step = b.named(b.and(valid, ready), 'step');
      place.advance(step);
      pass.advance(b.and(step, place.last));
      if (length === 1) {
        b.setNext(kept, b.mux(b.and(step, first), input.data, kept));
      } else {
        // Read one beat ahead, so that the memory may be a block memory. No beat is read in the cycle that writes it.
        const memory = b.ram(width, length, place.following, 'memory');
        b.setWrite(memory, b.and(step, first), place.count, input.data);
        b.setNext(kept, b.mux(step, memory, kept));
      }
      input.take(b.and(ready, first));
    }),
  };
}
