import type { Expressions, Pair } from './expressions.ts';
import type { Random } from './random.ts';

/**
 * Common-subexpression elimination by pairs of terms (Hartley 1996; Potkonjak, Srivastava, Chandrakasan 1996): the pair
 * that occurs most becomes a shared sum, until none occurs twice. Ties are broken at random.
 *
 * How often a pair can be taken out only falls once both its values exist. So pairs wait in a bucket by the count they had,
 * and are counted anew when their bucket is the highest: no count has to be kept up to date in between.
 */
export function sharePairs(expressions: Expressions, random: Random): void {
  const waiting = new Buckets();
  const counter = new PairCounter(expressions);
  for (let value = 0; value < expressions.inputs; value++) counter.pairsOf(value, waiting);
  for (let count = waiting.highest; count >= 2; ) {
    const pair = waiting.take(count, random);
    if (!pair) {
      count--;
      continue;
    }
    const found: number[] = [];
    const now = expressions.occurrences(pair, found);
    if (now < count) {
      if (now >= 2) waiting.add(now, pair);
      continue;
    }
    counter.pairsOf(expressions.share(pair, found), waiting);
    count = Math.max(count, waiting.highest);
  }
}

/** Pairs by count. */
class Buckets {
  readonly #buckets: Pair[][] = [];
  highest = 0;

  add(count: number, pair: Pair): void {
    while (this.#buckets.length <= count) this.#buckets.push([]);
    this.#buckets[count].push(pair);
    this.highest = Math.max(this.highest, count);
  }

  take(count: number, random: Random): Pair | undefined {
    const bucket = this.#buckets[count];
    this.highest = count;
    if (bucket.length === 0) return undefined;
    const at = random.below(bucket.length);
    const pair = bucket[at];
    bucket[at] = bucket[bucket.length - 1];
    bucket.pop();
    return pair;
  }
}

/** Counts the pairs that a value forms with itself and with the values before it. */
class PairCounter {
  readonly #expressions: Expressions;
  #counts = new Int32Array(1 << 16);

  constructor(expressions: Expressions) {
    this.#expressions = expressions;
  }

  pairsOf(value: number, into: Buckets): void {
    const { terms, uses, low, span } = this.#expressions;
    if (this.#counts.length < (value + 1) << (low + 1)) this.#counts = new Int32Array((value + 1) << (low + 2));
    const counts = this.#counts;
    const mask = (1 << low) - 1;
    const touched: number[] = [];
    for (const use of uses[value]) {
      const place = use & mask;
      for (const term of terms[use >> low]) {
        const other = term >> low;
        if (other > value) continue;
        const shift = (place >> 1) - ((term & mask) >> 1);
        if (other === value && shift <= 0) continue;
        const key = (other << (low + 1)) | ((shift + span) << 1) | ((place ^ term) & 1);
        if (counts[key]++ === 0) touched.push(key);
      }
    }
    for (const key of touched) {
      const count = counts[key];
      counts[key] = 0;
      if (count < 2) continue;
      const rest = key & ((1 << (low + 1)) - 1);
      into.add(count, { i: key >> (low + 1), j: value, shift: (rest >> 1) - span, differ: rest & 1 });
    }
  }
}
