import { type Port, portOffsets, rowWords, writeWord } from './ports.ts';
import { exhaustiveSource, listed, randomSource } from './vectors/made.ts';
import { Random } from './vectors/random.ts';

/** Packed rows of stimuli. */
export interface Stimuli {
  readonly rows: Uint32Array;
  readonly count: number;
}

/** Rows that `cornerRows` makes at most. */
const CORNER_ROWS = 1 << 14;

/** Rows in which one corner of one port meets corners of the others, where not all combinations are made. */
const MEETINGS = 4;

/**
 * All combinations of input words; the last port changes fastest.
 * @throws CosimError BW4201 for more than 24 input bits: the rows would not fit into memory.
 */
export function exhaustiveRows(ports: readonly Port[]): Stimuli {
  const source = exhaustiveSource(ports);
  return { rows: listed(source), count: source.count };
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

/** `count` random rows: see `cosim/vectors/made.ts`. */
export function randomRows(ports: readonly Port[], count: number, seed: number): Stimuli {
  return { rows: randomSource(ports, count, seed).rows(0, count), count };
}
