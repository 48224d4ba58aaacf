/** Integers of any width brought into the range that matters. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength } from './bits.ts';
import type { Ranged } from './ranged.ts';

/**
 * The integer, or where that is beyond them, a number at or beyond `lowest` or `highest`: the ends of two's complement words,
 * which are found without comparators.
 */
export function saturated(b: NetBuilder, word: Net, signed: boolean, lowest: number, highest: number): Ranged {
  const kept = Math.max(1, bitLength(Math.max(highest, signed ? -lowest - 1 : 0)));
  if (!signed) {
    if (word.width <= kept) return { net: word, lo: 0, hi: 2 ** word.width - 1 };
    const over = b.redor(b.slice(word, word.width - 1, kept));
    return { net: b.or(b.slice(word, kept - 1, 0), b.sext(over, kept)), lo: 0, hi: 2 ** kept - 1 };
  }
  if (word.width <= kept + 1) return { net: word, lo: -(2 ** (word.width - 1)), hi: 2 ** (word.width - 1) - 1 };
  const sign = b.msb(word);
  const signs = b.sext(sign, word.width - 1 - kept);
  const beyond = b.redor(b.xor(b.slice(word, word.width - 2, kept), signs));
  const end = b.sext(b.not(sign), kept);
  const low = b.mux(beyond, end, b.slice(word, kept - 1, 0));
  return { net: b.concat(sign, low), lo: -(2 ** kept), hi: 2 ** kept - 1 };
}
