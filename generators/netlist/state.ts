import type { Netlist, NetNode } from './netlist.ts';

/** What `Netlist.sequential` and `Netlist.resets` say of these nodes. */
export function stateOf(
  nodes: readonly NetNode[],
  siblings: ReadonlyMap<string, Netlist>,
): Pick<Netlist, 'sequential' | 'resets'> {
  const child = (node: NetNode) => (node.op === 'instance' ? siblings.get(node.module) : undefined);
  return {
    sequential: nodes.some((n) => n.op === 'reg' || n.op === 'ram' || child(n)?.sequential === true),
    resets: nodes.some((n) => (n.op === 'reg' && n.init !== undefined) || child(n)?.resets === true),
  };
}
