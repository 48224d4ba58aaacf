/** Counters, as all control of streams has them. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';

/** A register that counts 0, 1, ... size - 1, 0, ... in steps that are told later. */
export interface Counter {
  readonly count: Net;
  /** In its last state. */
  readonly last: Net;
  /** What it will hold after a step. */
  readonly following: Net;
  advance(step: Net): void;
}

export function counter(b: NetBuilder, size: number, name: string, note?: string): Counter {
  const count = b.reg(bitsFor(size), 0n, name, note);
  const last = isLast(b, count, size);
  const following = b.mux(last, b.zero(count.width), b.add(count, b.const(count.width, 1n)));
  return { count, last, following, advance: (step) => b.setNext(count, b.mux(step, following, count)) };
}

/** Bits of a word that counts `size` states from 0. */
export function bitsFor(size: number): number {
  return Math.max(1, (size - 1).toString(2).length);
}

export function isLast(b: NetBuilder, count: Net, size: number): Net {
  return b.eq(count, b.const(count.width, BigInt(size - 1)));
}

/** count < size, for a count that never exceeds it. */
export function below(b: NetBuilder, count: Net, size: number): Net {
  return b.not(b.eq(count, b.const(count.width, BigInt(size))));
}

/** A bit for every state of a counter: the form that tools turn into the smallest logic. */
export function flag(b: NetBuilder, count: Net, states: readonly boolean[], name: string): Net {
  return b.named(
    b.rom(
      count,
      1,
      states.map((s) => (s ? 1n : 0n)),
    ),
    name,
  );
}
