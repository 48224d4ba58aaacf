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
  const last = b.named(isLast(b, count, size), `${name}_last`);
  const one = b.const(count.width, 1n);
  const following = b.named(b.mux(last, b.zero(count.width), b.add(count, one)), `${name}_following`);
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

/** Whether a counter is in one of the `states`, of which there is one at least: comparisons where these are a run, or every 2^n-th state of one; else a table. */
export function flag(b: NetBuilder, count: Net, states: readonly boolean[], name: string): Net {
  const [from, to] = [states.indexOf(true), states.lastIndexOf(true)];
  const next = states.indexOf(true, from + 1);
  const step = next < 0 ? 1 : next - from;
  const low = Math.log2(step);
  if (states.some((s, i) => s !== (i >= from && i <= to && (i - from) % step === 0)) || !Number.isInteger(low)) {
    const table = states.map((s) => (s ? 1n : 0n));
    return b.named(b.rom(count, 1, table), name);
  }
  const at = (n: number, width = count.width) => b.const(width, BigInt.asUintN(width, BigInt(n)));
  const bounds = [
    ...(from > 0 ? [b.not(b.ltu(count, at(from)))] : []),
    ...(to < states.length - 1 ? [b.ltu(count, at(to + 1))] : []),
    ...(low > 0 ? [b.eq(b.slice(count, low - 1, 0), at(from, low))] : []),
  ];
  return b.named(all(b, bounds), name);
}

/** 1 where all flags are, undefined ones being 1. */
export function all(b: NetBuilder, flags: readonly (Net | undefined)[]): Net {
  return flags.reduce<Net | undefined>((a, f) => (a && f ? b.and(a, f) : (a ?? f)), undefined) ?? b.const(1, 1n);
}
