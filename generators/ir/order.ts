import { fail, type Where } from '../diagnostics/diagnostic.ts';
import type { Node, NodeId } from './ir.ts';

/**
 * The nodes in an order in which operands precede their users (registers break the order: their `next` may follow),
 * renumbered from 0. Nodes that are in order already keep it. A loop through no register is BW2005, with its path.
 */
export function sortNodes(
  given: ReadonlyMap<NodeId, Node>,
  where?: Where,
): { nodes: Node[]; renumbered: Map<NodeId, NodeId> } {
  const renumbered = new Map<NodeId, NodeId>();
  const order: NodeId[] = [];
  const path: NodeId[] = [];
  const onPath = new Set<NodeId>();
  const label = (id: NodeId) => given.get(id)?.name ?? `%${id}`;
  const operandsOf = (id: NodeId): readonly NodeId[] => {
    const node = given.get(id) as Node;
    return node.op === 'register' ? [] : node.args;
  };
  // Depth first with an explicit stack: designs are deeper than the call stack.
  const stack: { id: NodeId; next: number }[] = [];
  const enter = (id: NodeId) => {
    stack.push({ id, next: 0 });
    path.push(id);
    onPath.add(id);
  };
  for (const root of [...given.keys()].sort((a, b) => a - b)) {
    if (renumbered.has(root)) continue;
    enter(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const operands = operandsOf(top.id);
      if (top.next < operands.length) {
        const arg = operands[top.next++];
        if (renumbered.has(arg)) continue;
        if (!given.has(arg))
          fail('BW2004', `${label(top.id)} takes %${arg}, which is never assigned`, {
            where: given.get(top.id)?.where ?? where,
          });
        if (onPath.has(arg)) {
          const loop = [...path.slice(path.indexOf(arg)), arg].map(label).join(' -> ');
          fail('BW2005', `combinational loop: ${loop}`, {
            where: given.get(arg)?.where ?? where,
            help: 'put a register on the loop',
          });
        }
        enter(arg);
        continue;
      }
      stack.pop();
      path.pop();
      onPath.delete(top.id);
      renumbered.set(top.id, order.length);
      order.push(top.id);
    }
  }
  const nodes = order.map((id) => {
    const node = given.get(id) as Node;
    const args = node.args.map((a) => {
      const to = renumbered.get(a);
      if (to === undefined)
        fail('BW2004', `${label(id)} takes %${a}, which is never assigned`, { where: node.where ?? where });
      return to;
    });
    return { ...node, args };
  });
  return { nodes, renumbered };
}
