/** Significands that come digit by digit, and tables of them where those are smaller. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Maybe } from './bits.ts';
import { TABLE_BITS } from './tabulate.ts';

export interface Digits {
  /** Most significant first. */
  readonly digits: Net;
  /** Whether anything non-zero follows. */
  readonly sticky: Maybe;
}

/**
 * Whether the last row of a non-restoring array of roots leaves anything: its remainder, with the subtrahend given back where it is
 * negative. That sum is compared with zero without a carry (J. Cortadella and J. M. Llaberia, "Evaluation of A + B = K conditions
 * without carry propagation", 1992): it is zero where every bit of a ^ b is that of a | b one place below. (Quotients are smaller with
 * an adder, whose row of LUTs takes in the choice.)
 */
export function anyLeft(b: NetBuilder, remainder: Net, subtrahend: Net): Net {
  const { width } = remainder;
  const below = b.concat(b.slice(b.or(remainder, subtrahend), width - 2, 0), b.zero(1));
  const restored = b.redor(b.xor(b.xor(remainder, subtrahend), below));
  return b.mux(b.msb(remainder), restored, b.redor(remainder));
}

/**
 * Digits as a function of few bits: looked up, where the address is short enough. `of` gives the digits of the word of all
 * parts, and whether they are all.
 */
export function lookedUp(
  b: NetBuilder,
  parts: readonly (Net | undefined)[],
  count: number,
  of: (address: bigint) => { digits: bigint; exact: boolean },
): Digits | undefined {
  const present = parts.filter((p) => p !== undefined);
  const bits = present.reduce((total, p) => total + p.width, 0);
  if (bits > TABLE_BITS) return undefined;
  const entry = (i: number) => {
    const { digits, exact } = of(BigInt(i));
    return (digits << 1n) | (exact ? 0n : 1n);
  };
  const table = Array.from({ length: 2 ** bits }, (_, i) => entry(i));
  const word = present.length > 0 ? b.rom(b.concat(...present), count + 1, table) : b.const(count + 1, table[0]);
  return { digits: b.slice(word, count, 1), sticky: b.bit(word, 0) };
}
