/**
 * Wiring that float hardware does all the time. A `Maybe` is a bit that a format or a range rules out where it is undefined:
 * the logic that would ask for it is then not built.
 */
import type { Net, NetBuilder } from '../../netlist/builder.ts';

/** One bit; undefined is a constant 0. */
export type Maybe = Net | undefined;

/** Bits that a number from 0 to n takes; 0 for n = 0. */
export function bitLength(n: number): number {
  return n <= 0 ? 0 : Math.floor(Math.log2(n)) + 1;
}

/** The parts that exist, most significant first. */
export function join(b: NetBuilder, ...parts: (Net | undefined)[]): Net {
  return b.concat(...parts.filter((p) => p !== undefined));
}

/** Bits lo and up, `width` of them; what lies beyond the word is 0. */
export function field(b: NetBuilder, word: Net, lo: number, width: number): Net {
  const kept = Math.min(width, word.width - lo);
  if (kept <= 0) return b.zero(width);
  return b.zext(b.slice(word, lo + kept - 1, lo), width);
}

/** The top `width` bits, zeros appended where the word is shorter. */
export function top(b: NetBuilder, word: Net, width: number): Net {
  return word.width >= width
    ? b.slice(word, word.width - 1, word.width - width)
    : b.concat(word, b.zero(width - word.width));
}

export function either(b: NetBuilder, ...bits: Maybe[]): Maybe {
  const known = bits.filter((bit) => bit !== undefined);
  return known.length === 0 ? undefined : known.reduce((x, y) => b.or(x, y));
}

export function both(b: NetBuilder, ...bits: Maybe[]): Maybe {
  if (bits.some((bit) => bit === undefined)) return undefined;
  return (bits as Net[]).reduce((x, y) => b.and(x, y));
}

/** x and not y. */
export function butNot(b: NetBuilder, x: Maybe, y: Maybe): Maybe {
  return x && y ? b.and(x, b.not(y)) : x;
}

/** The bit itself, 0 where it cannot be set. */
export function certain(b: NetBuilder, bit: Maybe): Net {
  return bit ?? b.zero(1);
}

/** The word where the bit is set, else 0. */
export function gate(b: NetBuilder, word: Net, bit: Net): Net {
  return b.and(word, b.sext(bit, word.width));
}

/** `value` where the bit is set, else `word`. */
export function override(b: NetBuilder, bit: Maybe, value: Net, word: Net): Net {
  return bit ? b.mux(bit, value, word) : word;
}

/**
 * word >= c for unsigned words, as a chain of gates from the least significant bit that matters: for the constants of float
 * formats (a run of ones, then zeros) that is one wide gate, where a comparator would be a carry chain.
 */
export function atLeast(b: NetBuilder, word: Net, c: bigint): Net {
  if (c <= 0n) return b.ones(1);
  if (c >> BigInt(word.width) !== 0n) return b.zero(1);
  let reached: Net | undefined;
  for (let i = 0; i < word.width; i++) {
    const set = (c >> BigInt(i)) & 1n;
    if (reached) reached = set ? b.and(reached, b.bit(word, i)) : b.or(reached, b.bit(word, i));
    else if (set) reached = b.bit(word, i);
  }
  return reached as Net;
}

/** word = c. */
export function equals(b: NetBuilder, word: Net, c: bigint): Net {
  return b.eq(word, b.const(word.width, c));
}
