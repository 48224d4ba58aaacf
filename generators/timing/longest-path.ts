import { lateOperands, type Netlist, type NodeId } from '../netlist/netlist.ts';

/** Weights compared from the first to the last: the first that differs decides. */
export type Weight = readonly number[];

export interface LongestPath {
  readonly weight: Weight;
  /** From an input, constant or register to what an output, a register or a memory takes. */
  readonly nodes: readonly NodeId[];
  /** Where the path ends. Undefined for a netlist that has neither ports nor state. */
  readonly end: { readonly kind: 'output' | 'register' | 'memory'; readonly name: string | undefined } | undefined;
}

/** The heaviest combinational path of a flat netlist. Registers begin and end paths. */
export function longestPath(netlist: Netlist, model: PathModel): LongestPath {
  return longestPaths(netlist, model, () => 0)[0] ?? { weight: Array(model.parts).fill(0), nodes: [], end: undefined };
}

/** How paths are weighed. */
export interface PathModel {
  /** Numbers in a weight. */
  readonly parts: number;
  /** What a node adds to the paths through it. */
  readonly weightOf: (id: NodeId) => Weight;
  /** The nodes that a node's paths come from; each precedes it. */
  readonly faninOf: (id: NodeId) => readonly NodeId[];
}

/**
 * The heaviest path of every group of ends, by group.
 * @param groupOf the group of a path that ends in this node
 */
export function longestPaths(
  { nodes, outputs }: Netlist,
  { parts, weightOf, faninOf }: PathModel,
  groupOf: (end: NodeId) => number,
): LongestPath[] {
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
    ...nodes.flatMap((n) => {
      const kind = n.op === 'reg' ? ('register' as const) : ('memory' as const);
      return lateOperands(n).map((node) => ({ kind, name: n.name, node }));
    }),
  ];
  const paths: LongestPath[] = [];
  for (const group of new Set(ends.map((end) => groupOf(end.node)))) {
    const last = heaviest(
      ends.filter((end) => groupOf(end.node) === group),
      (end) => arrival[end.node],
    ) as (typeof ends)[number];
    const path: NodeId[] = [];
    for (let id: NodeId | undefined = last.node; id !== undefined; id = before[id]) path.push(id);
    const end = { kind: last.kind, name: last.name };
    paths[group] = { weight: arrival[last.node], nodes: path.reverse(), end };
  }
  return paths;
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
