import type { Netlist, NodeId } from '../netlist/netlist.ts';

/** Weights compared from the first to the last: the first that differs decides. */
export type Weight = readonly number[];

export interface LongestPath {
  readonly weight: Weight;
  /** From an input, constant or register to what an output or a register takes. */
  readonly nodes: readonly NodeId[];
  /** Where the path ends: an output port, or a register. Undefined for a netlist that has neither. */
  readonly end: { readonly kind: 'output' | 'register'; readonly name: string | undefined } | undefined;
}

/**
 * The heaviest combinational path of a flat netlist. Registers begin and end paths.
 * @param weightOf what a node adds to the paths through it
 * @param faninOf the nodes that a node's paths come from; each precedes it
 */
export function longestPath(
  { nodes, outputs }: Netlist,
  parts: number,
  weightOf: (id: NodeId) => Weight,
  faninOf: (id: NodeId) => readonly NodeId[],
): LongestPath {
  const zero: Weight = Array(parts).fill(0);
  const arrival: Weight[] = [];
  const before: (NodeId | undefined)[] = [];
  for (const id of nodes.keys()) {
    const from = heaviest(faninOf(id), (a) => arrival[a]);
    const base = from === undefined ? zero : arrival[from];
    arrival[id] = weightOf(id).map((w, i) => w + base[i]);
    before[id] = from;
  }
  const ends = [
    ...outputs.map((port) => ({ kind: 'output' as const, name: port.name as string | undefined, node: port.node })),
    ...nodes.flatMap((n) => (n.op === 'reg' ? [{ kind: 'register' as const, name: n.name, node: n.next }] : [])),
  ];
  const last = heaviest(ends, (end) => arrival[end.node]);
  if (!last) return { weight: zero, nodes: [], end: undefined };
  const path: NodeId[] = [];
  for (let id: NodeId | undefined = last.node; id !== undefined; id = before[id]) path.push(id);
  return { weight: arrival[last.node], nodes: path.reverse(), end: { kind: last.kind, name: last.name } };
}

/** The first of the heaviest; undefined of none. */
function heaviest<T>(items: readonly T[], weightOf: (item: T) => Weight): T | undefined {
  let best: T | undefined;
  for (const item of items) if (best === undefined || compare(weightOf(item), weightOf(best)) > 0) best = item;
  return best;
}

function compare(a: Weight, b: Weight): number {
  const differs = a.findIndex((w, i) => w !== b[i]);
  return differs < 0 ? 0 : a[differs] - b[differs];
}
