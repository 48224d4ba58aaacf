import { type Side, TERMS, type TermGraph, USES } from './term-graph.ts';

/**
 * Two nodes that have entries in common on one side: where `i` has an entry at position p, `j` has one of the same node at
 * p + shift, all with equal signs or all with different ones. On the side of uses that is a sum of two terms that occurs in
 * several nodes; on the side of terms, a sum of several terms that occurs in two nodes. i <= j.
 */
export interface Pair {
  readonly side: Side;
  readonly i: number;
  readonly j: number;
  readonly shift: number;
  /** 1 where the signs differ. */
  readonly differ: number;
}

/** The entries of `i` that can be taken out together, none twice and within the depth limit. */
export function occurrences(graph: TermGraph, pair: Pair): number[] {
  const { side, i, j, differ } = pair;
  const { slack, low } = graph;
  const [first, second] = [graph.lists[side][i], graph.lists[side][j]];
  const by = 2 * pair.shift;
  const deeper =
    side === USES ? 2 ** (1 + Math.max(graph.depths[i], graph.depths[j])) - weight(graph, i) - weight(graph, j) : 0;
  const taken = i === j ? new Set<number>() : undefined;
  const found: number[] = [];
  let node = -1;
  let left = 0;
  for (let x = 0, y = 0; x < first.length && y < second.length; ) {
    const wanted = (first[x] + by) ^ differ;
    if (wanted !== second[y]) {
      if (wanted < second[y]) x++;
      else y++;
      continue;
    }
    if (first[x] >> low !== node) {
      node = first[x] >> low;
      left = slack[node];
    }
    if ((deeper === 0 || left >= deeper) && !taken?.has(first[x])) {
      left -= deeper;
      taken?.add(second[y]);
      found.push(first[x]);
    }
    x++;
    y++;
  }
  return side === TERMS ? withinDepth(graph, pair, found) : found;
}

/** Of the terms of a new sum, as many as leave its two users within their depth. */
function withinDepth(graph: TermGraph, { i, j }: Pair, found: number[]): number[] {
  if (graph.limit === undefined || found.length < 2) return found;
  const room = i === j ? graph.slack[i] / 2 : Math.min(graph.slack[i], graph.slack[j]);
  const total = found.reduce((sum, entry) => sum + weight(graph, entry >> graph.low), 0);
  const full = 2 ** Math.ceil(Math.log2(total));
  if (full - total <= room) return found;
  // Powers of two, from the largest down, fill half of that without a rest.
  let left = full / 2;
  const chosen = [...found]
    .sort((a, b) => weight(graph, b >> graph.low) - weight(graph, a >> graph.low))
    .filter((entry) => {
      const fits = weight(graph, entry >> graph.low) <= left;
      if (fits) left -= weight(graph, entry >> graph.low);
      return fits;
    });
  return chosen.sort((a, b) => a - b);
}

/** Makes the pair a node of its own, which stands in for `found`, its occurrences; the node. */
export function takeOut(graph: TermGraph, { side, i, j, shift, differ }: Pair, found: readonly number[]): number {
  const { low, mask } = graph;
  const sum = (nodes: readonly number[]) => nodes.reduce((total, v) => total + weight(graph, v), 0);
  const depth =
    side === USES
      ? 1 + Math.max(graph.depths[i], graph.depths[j])
      : Math.ceil(Math.log2(sum(found.map((entry) => entry >> low))));
  const node = graph.addNode(depth);
  const edge = (action: 'link' | 'unlink', near: number, far: number, place: number) =>
    side === USES ? graph[action](near, far, place) : graph[action](far, near, place);
  for (const entry of found) {
    const [other, place] = [entry >> low, entry & mask];
    edge('unlink', i, other, place);
    edge('unlink', j, other, (place + 2 * shift) ^ differ);
    edge('link', node, other, place + 2 * Math.min(shift, 0));
  }
  // From the other side the new node is one of its two parts, or one of its two users.
  const parts = [
    [i, Math.max(-shift, 0) << 1],
    [j, (Math.max(shift, 0) << 1) | differ],
  ];
  for (const [part, place] of parts) edge('link', part, node, place);
  if (graph.limit !== undefined)
    for (const w of side === USES ? [node, ...found.map((entry) => entry >> low)] : [node, i, j]) graph.account(w);
  return node;
}

/** What a term of this node takes of a capacity. */
function weight(graph: TermGraph, node: number): number {
  return 2 ** graph.depths[node];
}
