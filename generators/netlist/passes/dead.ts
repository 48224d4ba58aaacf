import { lateOperands, type Netlist, type NodeId } from '../netlist.ts';
import { copy, rewrite } from '../rewrite.ts';

/**
 * Drops what no output depends on, through state and instances too. Input ports stay; so does an instance of which one
 * output is read, without nodes for its other outputs.
 */
export function dropDead(netlist: Netlist): Netlist {
  const { nodes, inputs, outputs } = netlist;
  const live = new Array<boolean>(nodes.length).fill(false);
  const pending: NodeId[] = [];
  const mark = (id: NodeId) => {
    if (live[id]) return;
    live[id] = true;
    pending.push(id);
  };
  for (const port of [...inputs, ...outputs]) mark(port.node);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = nodes[id];
    for (const arg of node.args) mark(arg);
    for (const late of lateOperands(node)) mark(late);
  }
  return rewrite(netlist, (out) => (node, id) => (live[id] ? copy(node, out) : undefined));
}
