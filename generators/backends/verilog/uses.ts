/** Who reads what of a module. */
import { lateOperands, type Netlist, type NodeId } from '../../netlist/netlist.ts';

/** How often each node is used by what outputs depend on. */
export function countUses({ nodes, outputs }: Netlist): number[] {
  const uses = nodes.map(() => 0);
  const pending = outputs.map((port) => port.node);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = nodes[id];
    if (uses[id]++ > 0) continue;
    pending.push(...node.args, ...lateOperands(node));
  }
  return uses;
}

/**
 * Nodes that an output port can be the signal of: the port's driver, where it has no other name. `NetBuilder.finish`
 * renames a net that has the name of its port, with a number.
 */
export function drivenPorts({ nodes, outputs }: Netlist): Map<NodeId, string> {
  const ports = new Map<NodeId, string>();
  for (const { name, node: id } of outputs) {
    const node = nodes[id];
    if (node.op === 'input' || node.op === 'const' || ports.has(id)) continue;
    if (node.name === undefined || node.name === name || node.name === `${name}_2`) ports.set(id, name);
  }
  return ports;
}

/** Runs of zero bits below `width`: lowest bit and length of each. */
export function clearRuns(mask: bigint, width: number): [lo: number, size: number][] {
  const runs: [number, number][] = [];
  const bits = mask.toString(2).padStart(width, '0');
  for (const match of bits.matchAll(/0+/g)) runs.push([width - match.index - match[0].length, match[0].length]);
  return runs;
}
