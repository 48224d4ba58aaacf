import { CosimError } from './error.ts';
import { type Port, portOffsets, rowWords, topMask, wordsOf, writeWord } from './ports.ts';
import { Random } from './vectors/random.ts';

/** Packed rows of stimuli. */
export interface Stimuli {
  readonly rows: Uint32Array;
  readonly count: number;
}

/** Input bits up to which all combinations are run without being asked twice: 2^24 rows. */
export const EXHAUSTIVE_BITS = 24;

/** Beyond this many bits the rows of all combinations do not fit into one array, whatever is asked. */
const EXHAUSTIVE_LIMIT = 28;

/** Rows that `cornerRows` makes at most. */
const CORNER_ROWS = 1 << 14;

/** Rows in which one corner of one port meets corners of the others, where not all combinations are made. */
const MEETINGS = 4;

/**
 * All combinations of input words; the last port changes fastest.
 * @throws CosimError BW4201 for more than 24 input bits, or 28 where `forced`.
 */
export function exhaustiveRows(ports: readonly Port[], forced = false): Stimuli {
  const bits = ports.reduce((sum, port) => sum + port.width, 0);
  const limit = forced ? EXHAUSTIVE_LIMIT : EXHAUSTIVE_BITS;
  if (bits > limit)
    throw new CosimError(
      'BW4201',
      `${bits} input bits have 2^${bits} combinations, more than 2^${limit}`,
      2,
      'Use corners or random:N instead.',
    );
  const count = 2 ** bits;
  const rows = new Uint32Array(ports.length * count);
  let below = bits;
  for (const [p, { width }] of ports.entries()) {
    below -= width;
    const mask = topMask(width);
    for (let row = 0, at = p; row < count; row++, at += ports.length) rows[at] = (row >>> below) & mask;
  }
  return { rows, count };
}

/**
 * Corner words against each other: all combinations where that makes no more than 2^14 rows; else each corner of each
 * port against a few corners of the others, then random combinations of corners up to 2^14 rows.
 *
 * @param corners words for each port; a port without any gets all zeros and all ones
 */
export function cornerRows(ports: readonly Port[], corners: readonly (readonly bigint[])[], seed: number): Stimuli {
  const choices = ports.map(({ width }, p) => {
    const given = corners[p] ?? [];
    return [...new Set(given.length > 0 ? given : [0n, (1n << BigInt(width)) - 1n])];
  });
  const all = choices.reduce((product, words) => product * words.length, 1);
  const picks = all <= CORNER_ROWS ? combinations(choices) : meetings(choices, new Random(seed));
  const stride = rowWords(ports);
  const offsets = portOffsets(ports);
  const rows = new Uint32Array(stride * picks.length);
  for (const [r, pick] of picks.entries())
    for (const [p, { width }] of ports.entries()) writeWord(rows, r * stride + offsets[p], width, choices[p][pick[p]]);
  return { rows, count: picks.length };
}

/** Every choice of one index per list. */
function combinations(choices: readonly (readonly bigint[])[]): number[][] {
  return choices.reduce<number[][]>((rows, words) => rows.flatMap((row) => words.map((_, k) => [...row, k])), [[]]);
}

function meetings(choices: readonly (readonly bigint[])[], random: Random): number[][] {
  const mixed = () => choices.map((words) => random.below(words.length));
  const picks = choices.flatMap((words, p) =>
    words.flatMap((_, k) => Array.from({ length: MEETINGS }, () => mixed().with(p, k))),
  );
  while (picks.length < CORNER_ROWS) picks.push(mixed());
  return picks;
}

/**
 * `count` random rows. Half of the words are uniform; the others have few bits set, few bits clear, runs of ones, or a
 * small magnitude, since uniform wide words almost never carry far, cancel or come near zero.
 */
export function randomRows(ports: readonly Port[], count: number, seed: number): Stimuli {
  const random = new Random(seed);
  const stride = rowWords(ports);
  const offsets = portOffsets(ports);
  const rows = new Uint32Array(stride * count);
  for (let row = 0; row < count; row++)
    for (let p = 0; p < ports.length; p++) fillWord(rows, row * stride + offsets[p], ports[p].width, random);
  return { rows, count };
}

function fillWord(rows: Uint32Array, at: number, width: number, random: Random): void {
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
