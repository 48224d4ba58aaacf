import { topMask, wordsOf } from '../ports.ts';
import type { Random } from './random.ts';

/**
 * A random word of a port at `rows[at]`. Half of the words are uniform; the others have few bits set, few bits clear, runs
 * of ones, or a small magnitude, since uniform wide words almost never carry far, cancel or come near zero.
 * `templates/cosim/verilator-check.cpp.hbs` makes the same words.
 */
export function fillWord(rows: Uint32Array, at: number, width: number, random: Random): void {
  const words = wordsOf(width);
  const kind = random.next() >>> 28;
  if (kind < 8) for (let k = 0; k < words; k++) rows[at + k] = random.next();
  else if (kind < 12) {
    // Up to three bits that differ from all the others.
    rows.fill(kind < 10 ? 0 : 0xffffffff, at, at + words);
    for (let n = random.below(4); n > 0; n--) flip(rows, at, random.below(width));
  } else if (kind < 14) {
    // A run of ones from one place to another, or of zeros.
    const [one, other] = [random.below(width + 1), random.below(width + 1)];
    fillRun(rows, at, Math.min(one, other), Math.max(one, other));
    if (kind === 13) for (let k = 0; k < words; k++) rows[at + k] = ~rows[at + k];
  } else {
    // Small, positive or negative: random low bits under copies of one bit.
    for (let k = 0; k < words; k++) rows[at + k] = random.next();
    const kept = random.below(width + 1);
    for (let bit = kept; bit < words * 32; bit++) setBit(rows, at, bit, kind === 15);
  }
  rows[at + words - 1] &= topMask(width);
}

function flip(rows: Uint32Array, at: number, bit: number): void {
  rows[at + (bit >>> 5)] ^= 1 << (bit & 31);
}

function setBit(rows: Uint32Array, at: number, bit: number, on: boolean): void {
  const mask = 1 << (bit & 31);
  if (on) rows[at + (bit >>> 5)] |= mask;
  else rows[at + (bit >>> 5)] &= ~mask;
}

function fillRun(rows: Uint32Array, at: number, from: number, to: number): void {
  for (let bit = from; bit < to; bit++) setBit(rows, at, bit, true);
}
