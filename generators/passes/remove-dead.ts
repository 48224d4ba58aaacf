import { deepFreeze } from '../ir/freeze.ts';
import type { Design, NodeId } from '../ir/ir.ts';

/** Drops every node that no output depends on, in the design and in all below it; inputs stay, they are ports. */
export function removeDead(top: Design, done = new Map<Design, Design>()): Design {
  const known = done.get(top);
  if (known) return known;
  const live = new Set<NodeId>();
  const stack = [...top.outputs.map((o) => o.node), ...top.nodes.flatMap((n, id) => (n.op === 'input' ? [id] : []))];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (live.has(id)) continue;
    live.add(id);
    stack.push(...top.nodes[id].args);
  }
  const moved = new Map([...live].sort((a, b) => a - b).map((id, at) => [id, at]));
  const nodes = [...moved.keys()].map((id) => ({
    ...top.nodes[id],
    args: top.nodes[id].args.map((a) => moved.get(a) as NodeId),
  }));
  const used = new Set(nodes.filter((n) => n.op === 'instance').map((n) => n.attrs.design));
  const design = deepFreeze({
    ...top,
    nodes,
    outputs: top.outputs.map((o) => ({ ...o, node: moved.get(o.node) as NodeId })),
    children: top.children.filter((c) => used.has(c.name)).map((c) => removeDead(c, done)),
  });
  done.set(top, design);
  return design;
}
