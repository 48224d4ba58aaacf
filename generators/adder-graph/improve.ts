import type { Random } from './random.ts';
import type { Sharing } from './share.ts';
import { TERMS, type TermGraph, USES } from './term-graph.ts';

/**
 * Large neighbourhood search (Shaw 1998): a few sums that have to do with each other are dissolved into their terms, some
 * digits are written another way, and what they were part of is shared anew. What costs more is undone; what costs the same
 * stays, which is how the search gets around.
 */
export function improve(graph: TermGraph, sharing: Sharing, random: Random, effort: number): void {
  const until = sharing.effort + effort;
  let full = 2 * graph.size + 200;
  while (sharing.effort < until && graph.size > graph.firstSum) {
    graph.openJournal();
    const fits = related(graph, random, 4 + random.below(6)).every((sum) => dissolve(graph, sum));
    if (fits) {
      for (const w of graph.changed(TERMS)) {
        rewriteDigits(graph, w, random);
        graph.account(w);
      }
      sharing.run(graph.changed(USES), graph.changed(TERMS));
    }
    if (!fits || graph.saved() < 0) graph.rollBack();
    // Of dissolved sums only their numbers are left.
    if (graph.size > full) {
      graph.compact();
      full = 2 * graph.size + 200;
    }
    // A round that finds nothing is effort too.
    sharing.effort += 100;
  }
  graph.compact();
}

/** Shared sums found on a random walk along terms and uses. */
function related(graph: TermGraph, random: Random, count: number): number[] {
  const { lists, low, firstSum, size } = graph;
  const chosen: number[] = [];
  let node = firstSum + random.below(size - firstSum);
  for (let step = 0; step < 3 * count && chosen.length < count; step++) {
    if (node >= firstSum && lists[TERMS][node].length > 0 && !chosen.includes(node)) chosen.push(node);
    node = chosen.length > 0 ? chosen[random.below(chosen.length)] : firstSum + random.below(size - firstSum);
    // Across one edge, and mostly back across another: to what shares a term or a user with it.
    const side = random.below(2);
    const near = lists[side][node];
    if (near.length === 0) continue;
    node = near[random.below(near.length)] >> low;
    const far = lists[1 - side][node];
    if (far.length > 0 && random.below(3) > 0) node = far[random.below(far.length)] >> low;
  }
  return chosen;
}

/** Puts the terms of a sum in its place wherever it is used; false where a digit would leave the span. */
function dissolve(graph: TermGraph, sum: number): boolean {
  const { low, mask } = graph;
  const [uses, terms] = [[...graph.lists[USES][sum]], [...graph.lists[TERMS][sum]]];
  for (const term of terms) graph.unlink(term >> low, sum, term & mask);
  for (const use of uses) graph.unlink(sum, use >> low, use & mask);
  return uses.every((use) =>
    terms.every((term) => {
      const position = ((use & mask) >> 1) + ((term & mask) >> 1);
      return addTerm(graph, term >> low, use >> low, position, (use ^ term) & 1);
    }),
  );
}

/** Adds ± v << position to w and keeps the digits of v in w few; false where a digit would leave the span. */
function addTerm(graph: TermGraph, v: number, w: number, position: number, sign: number): boolean {
  if (position >= graph.span) return false;
  const place = (at: number, s: number) => (at << 1) | s;
  const instead = (at: number, s: number): boolean => {
    if (at < 0 || !graph.has(v, w, place(at, s))) return false;
    graph.unlink(v, w, place(at, s));
    return true;
  };
  if (instead(position, 1 - sign)) return true;
  if (instead(position, sign)) return addTerm(graph, v, w, position + 1, sign);
  // 2^(p+1) - 2^p = 2^p
  if (instead(position + 1, 1 - sign)) return addTerm(graph, v, w, position, 1 - sign);
  if (instead(position - 1, 1 - sign)) return addTerm(graph, v, w, position - 1, sign);
  graph.link(v, w, place(position, sign));
  return true;
}

/** Writes one in four of the digits in question the other way: 2 + 1 = 4 - 1. */
function rewriteDigits(graph: TermGraph, w: number, random: Random): void {
  const { low, mask, span } = graph;
  for (const term of [...graph.lists[TERMS][w]]) {
    if (random.below(4) > 0) continue;
    const [v, place] = [term >> low, term & mask];
    const opposite = place ^ 1;
    const free = (at: number) => !graph.has(v, w, at & ~1) && !graph.has(v, w, at | 1);
    const replace = (gone: number, next: number) => {
      graph.unlink(v, w, place);
      graph.unlink(v, w, gone);
      graph.link(v, w, opposite);
      graph.link(v, w, next);
    };
    if (!graph.has(v, w, place)) continue;
    if (graph.has(v, w, place + 2)) {
      if ((place >> 1) + 2 < span && free(place + 4)) replace(place + 2, place + 4);
    } else if (graph.has(v, w, opposite + 4) && free(place + 2)) replace(opposite + 4, opposite + 2);
  }
}
