import { type Port, packRows, rowWords, unpackRow } from './ports.ts';

/**
 * Whether each candidate still fails. A candidate is a sequence of packed rows, run from reset; for combinational designs
 * it is a single row, so all candidates of a call can share one run.
 */
export type StillFails = (candidates: readonly Uint32Array[]) => Promise<readonly boolean[]>;

export interface MinimiseOptions {
  /** For each port, words that read well (corners), the best first. A word among them is better than any that is not. */
  readonly simple?: readonly (readonly bigint[])[];
  /** Calls of the predicate after which the best so far is taken. */
  readonly budget?: number;
}

/** Rows beyond which the words of a sequence are left as they are: there would be too many candidates. */
const WORDS_OF_ROWS = 32;

/**
 * Shrinks a failing stimulus that was found to fail: the sequence is cut to its shortest failing prefix, its first rows
 * are dropped, rows and ports are set to zero, and bits cleared, for as long as it still fails. The result fails too.
 * The search is greedy: what remains is small, not the smallest.
 */
export async function minimise(
  ports: readonly Port[],
  rows: Uint32Array,
  stillFails: StillFails,
  options: MinimiseOptions = {},
): Promise<Uint32Array> {
  const stride = rowWords(ports);
  if (stride === 0) return rows;
  const search = new Search(stillFails, options.budget ?? 200);
  let best = rows;
  if (best.length > stride) {
    best = await shortestPrefix(best, stride, search);
    best = await dropFirstRows(best, stride, search);
    best = await zeroRows(best, stride, search);
  }
  return simplifyWords(ports, best, search, options.simple ?? []);
}

/** The predicate, with a count of its calls. */
class Search {
  private readonly stillFails: StillFails;
  private left: number;

  constructor(stillFails: StillFails, budget: number) {
    this.stillFails = stillFails;
    this.left = budget;
  }

  /** The first candidate that still fails. */
  async first(candidates: readonly Uint32Array[]): Promise<Uint32Array | undefined> {
    if (candidates.length === 0 || this.left === 0) return undefined;
    this.left--;
    const verdicts = await this.stillFails(candidates);
    return candidates.find((_, k) => verdicts[k]);
  }
}

/** A failure stays when rows are added after it, so the length can be found by bisection. */
async function shortestPrefix(rows: Uint32Array, stride: number, search: Search): Promise<Uint32Array> {
  let passes = 0;
  let fails = rows.length / stride;
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    if (await search.first([rows.slice(0, middle * stride)])) fails = middle;
    else passes = middle;
  }
  return rows.slice(0, fails * stride);
}

/** Starts the sequence as late as possible: many failures need only the last few rows. */
async function dropFirstRows(rows: Uint32Array, stride: number, search: Search): Promise<Uint32Array> {
  for (let best = rows; ; ) {
    const count = best.length / stride;
    const lengths = Array.from({ length: Math.ceil(Math.log2(count)) }, (_, k) => 2 ** k);
    const found = await search.first([...lengths, count - 1].filter((n) => n > 0).map((n) => best.slice(-n * stride)));
    if (!found || found.length === best.length) return best;
    best = found;
  }
}

/** Clears halves of the sequence, then quarters, and so on to single rows. */
async function zeroRows(rows: Uint32Array, stride: number, search: Search): Promise<Uint32Array> {
  let best = rows;
  const count = rows.length / stride;
  for (let size = 2 ** Math.floor(Math.log2(count)); size >= 1; size /= 2)
    for (let from = 0; from < count; from += size) {
      const end = Math.min(from + size, count) * stride;
      if (best.subarray(from * stride, end).every((word) => word === 0)) continue;
      best = (await search.first([best.slice().fill(0, from * stride, end)])) ?? best;
    }
  return best;
}

/** Replaces words by better ones until none of the candidates fails. */
async function simplifyWords(
  ports: readonly Port[],
  rows: Uint32Array,
  search: Search,
  simple: readonly (readonly bigint[])[],
): Promise<Uint32Array> {
  const count = rows.length / rowWords(ports);
  if (count > WORDS_OF_ROWS) return rows;
  for (let best = rows; ; ) {
    const table = Array.from({ length: count }, (_, row) => unpackRow(ports, best, row));
    const candidates = table.flatMap((words, row) =>
      words.flatMap((word, p) =>
        betterWords(word, ports[p].width, simple[p] ?? []).map(({ word: other, gain }) => ({
          rows: packRows(ports, table.with(row, words.with(p, other))),
          gain,
        })),
      ),
    );
    candidates.sort((a, b) => b.gain - a.gain);
    const found = await search.first(candidates.map((candidate) => candidate.rows));
    if (!found) return best;
    best = found;
  }
}

/** Words to try in the place of one, each of a lower cost. */
function betterWords(word: bigint, width: number, simple: readonly bigint[]): { word: bigint; gain: number }[] {
  const cost = costOf(word, simple);
  const fewer = clearings(word, width);
  return [...new Set([0n, ...simple, ...fewer])]
    .map((other) => ({ word: other, gain: cost - costOf(other, simple) }))
    .filter(({ gain }) => gain > 0);
}

/** Zero costs nothing, a simple word its place in the list, others more than those, by their number of bits set. */
function costOf(word: bigint, simple: readonly bigint[]): number {
  if (word === 0n) return 0;
  const place = simple.indexOf(word);
  return place >= 0 ? place + 1 : simple.length + 1 + word.toString(2).replaceAll('0', '').length;
}

/** The word with some of its bits cleared: aligned parts of every power of two, down to single bits. */
function clearings(word: bigint, width: number): bigint[] {
  const words: bigint[] = [];
  for (let size = 2 ** Math.floor(Math.log2(width)); size >= 1; size /= 2)
    for (let low = 0; low < width; low += size) {
      const part = ((1n << BigInt(size)) - 1n) << BigInt(low);
      if ((word & part) !== 0n) words.push(word & ~part);
    }
  return words;
}
