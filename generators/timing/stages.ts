import { lateOperands, type Netlist, type NetNode, type NodeId } from '../netlist/netlist.ts';

/**
 * The stage of every node of a flat netlist: the most pipeline registers on a way to it from an input. They belong to the
 * stage that they begin. Registers of state, those with an initial value, stay in the stage of what they take, and so do
 * memories and everything on a loop.
 */
export function stagesOf({ nodes }: Netlist): number[] {
  const loops = loopsOf(nodes);
  const stages: number[] = [];
  // Loops come out in the order in which they can be computed: what they read from elsewhere is done.
  for (const loop of loops) {
    const members = new Set(loop);
    const stage = Math.max(0, ...loop.flatMap((id) => sourcesOf(nodes[id]).flatMap((from) => step(from, id, members))));
    for (const id of loop) stages[id] = stage;
  }
  return stages;

  function step(from: NodeId, to: NodeId, members: ReadonlySet<NodeId>): number[] {
    return members.has(from) ? [] : [stages[from] + (isPipeline(nodes[to]) ? 1 : 0)];
  }
}

/** A register that only carries a word on: it needs no initial value. */
export function isPipeline(node: NetNode): boolean {
  return node.op === 'reg' && node.init === undefined;
}

function sourcesOf(node: NetNode): readonly NodeId[] {
  return [...node.args, ...lateOperands(node)];
}

/**
 * Nodes that lie on common loops, one list for each loop and for each node on none; a list comes after those that it reads.
 * R. E. Tarjan, "Depth-first search and linear graph algorithms", 1972, with a stack of its own instead of recursion.
 */
function loopsOf(nodes: readonly NetNode[]): NodeId[][] {
  const found: NodeId[][] = [];
  const order: number[] = [];
  const low: number[] = [];
  const open: NodeId[] = [];
  const isOpen = new Set<NodeId>();
  let next = 0;
  const visit = (id: NodeId) => {
    order[id] = low[id] = next++;
    open.push(id);
    isOpen.add(id);
    return { id, edge: 0 };
  };
  for (const root of nodes.keys()) {
    if (order[root] !== undefined) continue;
    const path = [visit(root)];
    while (path.length > 0) {
      const at = path[path.length - 1];
      const from = sourcesOf(nodes[at.id])[at.edge++];
      if (from !== undefined) {
        if (order[from] === undefined) path.push(visit(from));
        else if (isOpen.has(from)) low[at.id] = Math.min(low[at.id], order[from]);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent) low[parent.id] = Math.min(low[parent.id], low[at.id]);
      if (low[at.id] !== order[at.id]) continue;
      const loop = open.splice(open.lastIndexOf(at.id));
      for (const id of loop) isOpen.delete(id);
      found.push(loop);
    }
  }
  return found;
}
