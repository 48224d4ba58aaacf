/**
 * Operations that no stage of a period can hold, as smaller ones that one can. All else is left alone, so that synthesis sees
 * whole adders and multipliers where they fit.
 */
import type { Netlist, NetNode, NodeId } from '../../../netlist/netlist.ts';
import { dropDead } from '../../../netlist/passes/dead.ts';
import { foldConstants } from '../../../netlist/passes/fold.ts';
import { shareEqual } from '../../../netlist/passes/share.ts';
import { copy, rewrite } from '../../../netlist/rewrite.ts';
import { splitLess, splitSum } from './carry.ts';
import type { Limits } from './limits.ts';
import { splitEqual, splitReduction, splitShift, splitTable } from './logic.ts';
import { Parts } from './parts.ts';
import { splitProduct } from './product.ts';

/** @param tooLong whether an operation by itself, fed by registers, is late */
export function splitLong(netlist: Netlist, limits: Limits, tooLong: (id: NodeId) => boolean): Netlist {
  const { nodes } = netlist;
  const ports = [...netlist.inputs, ...netlist.outputs].map((p) => p.name);
  const taken = new Set([...ports, ...nodes.flatMap((n) => n.name ?? [])]);
  const split = rewrite(netlist, (out) => (node, id) => {
    const constants = nodes[id].args.map((a) => constantOf(nodes, a));
    const made = tooLong(id) ? splitNode(new Parts(out, node.name, taken), node, constants, limits) : undefined;
    return made ?? copy(node, out);
  });
  return split === netlist ? netlist : dropDead(shareEqual(foldConstants(split)));
}

function constantOf(nodes: readonly NetNode[], id: NodeId): bigint | undefined {
  const node = nodes[id];
  return node.op === 'const' ? node.value : undefined;
}

function splitNode(
  p: Parts,
  node: NetNode,
  constants: readonly (bigint | undefined)[],
  limits: Limits,
): NodeId | undefined {
  const [a, b] = node.args;
  const inputs = limits.device.lutInputs ** limits.levels;
  switch (node.op) {
    case 'add':
    case 'sub':
      return splitSum(p, node.op, a, b, limits.carryBits);
    case 'neg':
      return splitSum(p, 'sub', p.const(node.width, 0n), a, limits.carryBits);
    case 'ltu':
    case 'lts':
      return splitLess(p, node.op === 'lts', a, b, limits.carryBits);
    case 'eq':
      return splitEqual(p, a, b, inputs >> 1);
    case 'redand':
    case 'redor':
    case 'redxor':
      return splitReduction(p, node.op, a, inputs);
    case 'shl':
    case 'shru':
    case 'shrs':
      return splitShift(p, node.op, a, b, inputs);
    case 'rom':
      return splitTable(p, node.table, a, node.width, limits.device.lutInputs);
    case 'mulu':
    case 'muls':
      return splitProduct(
        p,
        [a, b],
        { signed: node.op === 'muls', width: node.width, constants, dsp: node.dsp === true },
        limits,
      );
    default:
      return undefined;
  }
}
