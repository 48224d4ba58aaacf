/** Beats of other sizes: the same elements in the same order, fewer or more at a time. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Stream } from '../stream.ts';
import { counter } from './count.ts';

/** Beats of `from` elements as beats of `to` elements, each of `bits` bits. Either divides the other, or both go through what divides both. */
export function gearbox(b: NetBuilder, input: Stream, bits: number, from: number, to: number): Stream {
  if (from === to) return input;
  const common = gcd(from, to);
  const parts = from === common ? input : b.scoped('split', () => splitter(b, input, bits * common, from / common));
  return to === common ? parts : b.scoped('gather', () => gatherer(b, parts, bits * common, to / common));
}

/** One beat as `count` beats, the low part first. */
function splitter(b: NetBuilder, input: Stream, width: number, count: number): Stream {
  const held = b.reg(width * count, undefined, 'data', 'what is left of a beat, from below');
  const valid = b.reg(1, 0n, 'valid');
  const part = counter(b, count, 'part');
  return {
    valid,
    data: b.slice(held, width - 1, 0),
    take: b.deferred((ready: Net) => {
      const step = b.named(b.and(valid, ready), 'step');
      const empty = b.named(b.or(b.not(valid), b.and(step, part.last)), 'empty');
      part.advance(step);
      b.setNext(valid, b.mux(empty, input.valid, valid));
      const shifted = b.zext(b.slice(held, width * count - 1, width), width * count);
      const left = b.named(b.mux(step, shifted, held), 'left');
      b.setNext(held, b.mux(empty, input.data, left));
      input.take(empty);
    }),
  };
}

/** `count` beats as one, the first one below. */
function gatherer(b: NetBuilder, input: Stream, width: number, count: number): Stream {
  const data = b.reg(width * count, undefined, 'data');
  const valid = b.reg(1, 0n, 'valid', 'all parts are there');
  const part = counter(b, count, 'part');
  return {
    valid,
    data,
    take: b.deferred((ready: Net) => {
      const free = b.named(b.or(ready, b.not(valid)), 'free');
      const step = b.named(b.and(free, input.valid), 'step');
      part.advance(step);
      b.setNext(valid, b.mux(free, b.and(step, part.last), valid));
      const shifted = b.concat(input.data, b.slice(data, width * count - 1, width));
      b.setNext(data, b.mux(step, shifted, data));
      input.take(free);
    }),
  };
}

export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
