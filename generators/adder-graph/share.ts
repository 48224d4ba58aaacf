import { occurrences, type Pair, takeOut } from './pairs.ts';
import type { Random } from './random.ts';
import { type Side, TERMS, type TermGraph, USES } from './term-graph.ts';

/** Pairs by the number of entries that they had in common when they were last counted. */
class Buckets {
  readonly #buckets: Pair[][] = [];
  highest = 0;

  add(count: number, pair: Pair): void {
    while (this.#buckets.length <= count) this.#buckets.push([]);
    this.#buckets[count].push(pair);
    if (count > this.highest) this.highest = count;
  }

  /** A random pair of the highest bucket, which is lowered to where there is one. */
  take(random: Random): Pair | undefined {
    while (this.highest > 0 && this.#buckets[this.highest].length === 0) this.highest--;
    if (this.highest === 0) return undefined;
    const bucket = this.#buckets[this.highest];
    const at = random.below(bucket.length);
    const pair = bucket[at];
    bucket[at] = bucket[bucket.length - 1];
    bucket.pop();
    return pair;
  }
}

/**
 * Common-subexpression elimination: the pair of nodes with most entries in common becomes a node of its own, which saves an
 * adder for every entry but one, until no two entries are common. On the side of uses this is the sharing of two-term
 * sums (Hartley 1996; Potkonjak, Srivastava, Chandrakasan 1996), on the side of terms that of longer sums by two nodes.
 *
 * What two nodes have in common only shrinks while others are taken out. So a pair waits in a bucket by the count it had and is
 * counted anew when that bucket is the highest: no count has to be kept up to date in between.
 */
export class Sharing {
  /** Entries looked at so far: the measure of effort, the same on every machine. */
  effort = 0;
  readonly #graph: TermGraph;
  readonly #random: Random;
  #counts = new Int32Array(1 << 14);

  constructor(graph: TermGraph, random: Random) {
    this.#graph = graph;
    this.#random = random;
  }

  /** Shares what the given nodes have in common with others on each side; by default every node. */
  run(uses?: readonly number[], terms?: readonly number[]): void {
    const waiting = new Buckets();
    const all = uses === undefined ? [...this.#graph.depths.keys()] : [];
    for (const [side, nodes] of [
      [USES, uses ?? all],
      [TERMS, terms ?? all],
    ] as const) {
      // Of two nodes that are both given, the later counts.
      const given = new Uint8Array(this.#graph.size);
      for (const node of nodes) given[node] = 1;
      for (const node of nodes) this.#count(side, node, waiting, given);
    }
    for (let pair = waiting.take(this.#random); pair; pair = waiting.take(this.#random)) {
      const count = waiting.highest;
      const found = occurrences(this.#graph, pair);
      this.effort += found.length;
      if (found.length < 2) continue;
      // Now and then a pair steps back by one, so that repeated runs do not all end alike.
      const now = found.length === count && count > 2 && this.#random.below(3) === 0 ? count - 1 : found.length;
      if (now < count) {
        waiting.add(now, pair);
        continue;
      }
      const node = takeOut(this.#graph, pair, found);
      this.#count(USES, node, waiting);
      this.#count(TERMS, node, waiting);
    }
  }

  /** Counts what a node has in common with the nodes before it, and with those after it that are not given. */
  #count(side: Side, node: number, into: Buckets, given?: Uint8Array): void {
    const { lists, low, mask, span } = this.#graph;
    const [near, far] = [lists[side], lists[1 - side]];
    const room = near.length << (low + 1);
    if (this.#counts.length < room) this.#counts = new Int32Array(2 * room);
    const counts = this.#counts;
    const touched: number[] = [];
    for (const entry of near[node]) {
      const place = entry & mask;
      const others = far[entry >> low];
      this.effort += others.length;
      for (const other of others) {
        const shift = (place >> 1) - ((other & mask) >> 1);
        if (
          other >> low === node ? shift <= 0 : other >> low > node && (given === undefined || given[other >> low] === 1)
        )
          continue;
        const key = ((other >> low) << (low + 1)) | ((shift + span) << 1) | ((place ^ other) & 1);
        if (counts[key]++ === 0) touched.push(key);
      }
    }
    const rest = (1 << (low + 1)) - 1;
    for (const key of touched) {
      const count = counts[key];
      counts[key] = 0;
      if (count < 2) continue;
      const [other, shift, differ] = [key >> (low + 1), ((key & rest) >> 1) - span, key & 1];
      const [i, j] = other <= node ? [other, node] : [node, other];
      into.add(count, { side, i, j, shift: other <= node ? shift : -shift, differ });
    }
  }
}
