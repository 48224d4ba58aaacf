import { invariant } from '../diagnostics/diagnostic.ts';
import { canonicalDigits } from './signed-digits.ts';

/** Two terms of one expression that may occur in others too: `i << p` with `± j << (p + shift)`; i <= j. */
export interface Pair {
  readonly i: number;
  readonly j: number;
  readonly shift: number;
  /** 1 where the two terms have different signs. */
  readonly differ: number;
}

/**
 * Products under construction. Each is a sum of terms; a term is a value (an unknown or a shared sum) shifted up and
 * signed, packed into one number: value, position, sign from the top. The uses of a value are the same terms seen from
 * the other side (expression, position, sign), in ascending order.
 */
export class Expressions {
  /** Positions of terms are 0 to `span - 1`; packed, as many again stay free, so that a shifted use meets no neighbour. */
  readonly span: number;
  /** Bits of position and sign in a packed term. */
  readonly low: number;
  readonly terms: number[][];
  readonly uses: number[][] = [];
  readonly depths: number[] = [];
  /** Shared sums, the first of which is value `inputs`. */
  readonly shared: Pair[] = [];
  readonly inputs: number;
  /** What is left of 2^limit after 2^depth of every term: a tree within the limit exists while it is not negative. */
  readonly slack: number[] | undefined;

  constructor(matrix: readonly (readonly bigint[])[], inputs: number, limit: number | undefined) {
    this.inputs = inputs;
    const digits = matrix.map((row) => row.map(canonicalDigits));
    this.span = 1 + digits.flat(2).reduce((most, d) => Math.max(most, d.position), 0);
    this.low = Math.ceil(Math.log2(this.span)) + 2;
    this.terms = digits.map((row) =>
      row.flatMap((ds, value) => ds.map((d) => (value << this.low) | (d.position << 1) | (d.negative ? 1 : 0))),
    );
    for (let value = 0; value < inputs; value++) {
      this.depths.push(0);
      this.uses.push(
        digits.flatMap((row, e) => row[value].map((d) => (e << this.low) | (d.position << 1) | (d.negative ? 1 : 0))),
      );
    }
    this.slack = limit === undefined ? undefined : this.terms.map((t) => 2 ** limit - t.length);
    invariant(this.slack === undefined || this.slack.every((s) => s >= 0), 'a depth limit below the least depth');
  }

  /** How many times a pair can be taken out, no term twice and no depth limit broken; `found` gets the terms of `i`. */
  occurrences(pair: Pair, found?: number[]): number {
    const { i, j, differ } = pair;
    const [first, second] = [this.uses[i], this.uses[j]];
    const by = 2 * pair.shift;
    const deeper = this.#deepening(i, j);
    const taken = i === j ? new Set<number>() : undefined;
    let count = 0;
    let expression = -1;
    let left = 0;
    for (let x = 0, y = 0; x < first.length && y < second.length; ) {
      const wanted = (first[x] + by) ^ differ;
      if (wanted !== second[y]) {
        if (wanted < second[y]) x++;
        else y++;
        continue;
      }
      const at = first[x] >> this.low;
      if (at !== expression) {
        expression = at;
        left = this.slack ? this.slack[at] : 0;
      }
      if (left >= deeper && !taken?.has(first[x])) {
        left -= deeper;
        count++;
        taken?.add(second[y]);
        found?.push(first[x]);
      }
      x++;
      y++;
    }
    return count;
  }

  /** Takes a pair out of every expression where `occurrences` found it; the new value that stands there instead. */
  share(pair: Pair, found: readonly number[]): number {
    const { i, j, shift, differ } = pair;
    const value = this.depths.length;
    const mask = (1 << this.low) - 1;
    const deeper = this.#deepening(i, j);
    const partners = found.map((use) => (use + 2 * shift) ^ differ);
    const here: number[] = [];
    for (const [k, use] of found.entries()) {
      const e = use >> this.low;
      const terms = this.terms[e];
      const own = (use & mask) + 2 * Math.min(shift, 0);
      terms[terms.indexOf((i << this.low) | (use & mask))] = (value << this.low) | own;
      terms[terms.indexOf((j << this.low) | (partners[k] & mask))] = terms[terms.length - 1];
      terms.pop();
      if (this.slack) this.slack[e] -= deeper;
      here.push((e << this.low) | own);
    }
    this.#forget(i, found);
    this.#forget(j, partners);
    this.uses.push(here);
    this.depths.push(1 + Math.max(this.depths[i], this.depths[j]));
    this.shared.push(pair);
    return value;
  }

  #forget(value: number, gone: readonly number[]): void {
    const set = new Set(gone);
    this.uses[value] = this.uses[value].filter((use) => !set.has(use));
  }

  /** What joining two terms takes from the slack. */
  #deepening(i: number, j: number): number {
    if (!this.slack) return 0;
    const [a, b] = [this.depths[i], this.depths[j]];
    return 2 ** (1 + Math.max(a, b)) - 2 ** a - 2 ** b;
  }
}
