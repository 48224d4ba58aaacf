/** Leading-zero counting and shifting: the two things that normalisation is made of. */
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import { bitLength, either, field, gate, type Maybe } from './bits.ts';

/**
 * Zeros above the first one, in `bits` bits; all ones (2^bits - 1) where there is no one among the first 2^bits - 1 bits.
 * Bits that the word lacks at its end count as ones, so words may be shorter than that.
 */
export function leadingZeros(b: NetBuilder, word: Net, bits: number): Net {
  const size = 2 ** bits;
  const missing = size - word.width;
  const full = missing > 0 ? b.concat(word, b.ones(missing)) : b.slice(word, word.width - 1, word.width - size);
  return count(b, full, bits);
}

/** Halves: the upper half empty is the top bit of the count, and tells whose count the lower bits are. */
function count(b: NetBuilder, word: Net, bits: number): Net {
  const half = word.width / 2;
  const upper = b.slice(word, word.width - 1, half);
  const empty = b.not(b.redor(upper));
  if (bits === 1) return empty;
  const rest = b.mux(empty, count(b, b.slice(word, half - 1, 0), bits - 1), count(b, upper, bits - 1));
  return b.concat(empty, rest);
}

export interface Shifted {
  readonly word: Net;
  /** Whether a one was shifted out below; undefined where none can. */
  readonly sticky: Maybe;
}

/**
 * Bits `base` to `base + width - 1` of `source >> amount`. The large shifts come first, so that each stage carries only what
 * the later ones can still reach; amounts beyond the source empty it. `most` bounds the amount.
 */
export function shiftRight(
  b: NetBuilder,
  source: Net,
  amount: Net,
  most: number,
  base: number,
  width: number,
  wantSticky: boolean,
): Shifted {
  const reach = Math.min(most, source.width - base);
  const stages = Math.min(bitLength(reach), amount.width);
  const sticky: Maybe[] = [];
  const drop = (net: Net) => wantSticky && sticky.push(net);
  if (base > 0) drop(b.redor(b.slice(source, Math.min(base, source.width) - 1, 0)));
  let word = field(b, source, base, width + 2 ** stages - 1);
  for (let k = stages - 1; k >= 0; k--) {
    const step = 2 ** k;
    const select = b.bit(amount, k);
    const kept = width + step - 1;
    drop(b.and(select, b.redor(b.slice(word, step - 1, 0))));
    word = b.mux(select, field(b, word, step, kept), field(b, word, 0, kept));
  }
  if (amount.width > stages) {
    // Too far: everything is below. The stages may have let bits go above the word that a lesser amount would not have there.
    const overshoot = b.redor(b.slice(amount, amount.width - 1, stages));
    drop(b.and(overshoot, b.redor(width >= source.width - base ? word : source)));
    word = gate(b, word, b.not(overshoot));
  }
  return { word, sticky: either(b, ...sticky) };
}

/**
 * `word >> amount`, with the small shifts first: for words that end in many zeros, and so have room to move before anything
 * is lost. Amounts beyond the word empty it.
 */
export function alignRight(b: NetBuilder, word: Net, amount: Net, most: number): Shifted {
  const stages = Math.min(bitLength(Math.min(most, word.width)), amount.width);
  const sticky: Net[] = [];
  let shifted = word;
  for (let k = 0; k < stages; k++) {
    const step = Math.min(2 ** k, word.width);
    const select = b.bit(amount, k);
    sticky.push(b.and(select, b.redor(field(b, shifted, 0, step))));
    shifted = b.mux(select, field(b, shifted, step, word.width), shifted);
  }
  if (amount.width <= stages) return { word: shifted, sticky: either(b, ...sticky) };
  const overshoot = b.redor(b.slice(amount, amount.width - 1, stages));
  sticky.push(b.and(overshoot, b.redor(shifted)));
  return { word: gate(b, shifted, b.not(overshoot)), sticky: either(b, ...sticky) };
}
