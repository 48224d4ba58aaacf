import { lateOperands, type Netlist, type NodeId } from './netlist.ts';

/** How often each node is read: by operations, state and ports, all of them, whether or not an output depends on them. */
export function readerCounts({ nodes, outputs }: Netlist): number[] {
  const counts = nodes.map(() => 0);
  const read = (id: NodeId) => {
    counts[id]++;
  };
  for (const node of nodes) {
    node.args.forEach(read);
    lateOperands(node).forEach(read);
  }
  for (const port of outputs) read(port.node);
  return counts;
}
