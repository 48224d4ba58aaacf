import type { Netlist, NetNode } from '../netlist.ts';
import { copy, rewrite, unnamed } from '../rewrite.ts';
import { ARITHMETIC } from './fold/arithmetic.ts';
import { Folder } from './fold/folder.ts';
import { LOGIC } from './fold/logic.ts';
import { WIRES } from './fold/wires.ts';

const RULES = { ...ARITHMETIC, ...LOGIC, ...WIRES };

/** Whether nothing is ever written into a memory, whose unknown first words count as 0, or nothing read but past its end. */
function isZero({ depth, enable, writeAddress }: NetNode & { op: 'ram' }, read: NetNode, nodes: readonly NetNode[]) {
  const isPast = (address: NetNode) => address.op === 'const' && address.value >= depth;
  const gate = nodes[enable];
  return isPast(read) || isPast(nodes[writeAddress]) || (gate.op === 'const' && gate.value === 0n);
}

/**
 * Constant folding and algebraic identities, one look at each node. Words stay what they are, bit for bit; what is no
 * longer needed is left to `dropDead`.
 */
export function foldConstants(netlist: Netlist): Netlist {
  return rewrite(netlist, (out) => {
    const folder = new Folder(out, RULES);
    return (node, id) => {
      if (node.op === 'ram' && isZero(node, out.nodes[node.args[0]], netlist.nodes))
        return folder.const(node.width, 0n);
      if (node.op === 'input' || node.op === 'ram' || node.op === 'instance' || node.op === 'instance_output')
        return copy(node, out);
      if (node.op !== 'reg') return folder.make(unnamed(node));
      // A register that takes itself, or only ever its initial value, never changes. An unknown first word counts as 0.
      const next = netlist.nodes[node.next];
      const first = node.init ?? 0n;
      const constant = node.next === id || (next.op === 'const' && next.value === first);
      return constant ? folder.const(node.width, first) : copy(node, out);
    };
  });
}
