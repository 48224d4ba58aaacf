import { InternalError } from '../../../diagnostics/diagnostic.ts';
import type { NetNode, NodeId } from '../../netlist.ts';
import type { Rewriter } from '../../rewrite.ts';

/** Operations of which every result bit depends on nothing but the same bit of the words. */
export function isBitwise(op: NetNode['op']): boolean {
  return ['and', 'or', 'xor', 'not', 'mux', 'rom', 'reg'].includes(op);
}

/** Operations of which the low bits of the result depend on nothing but the low bits of the words. */
export function isLowClosed(op: NetNode['op']): boolean {
  return isBitwise(op) || ['add', 'sub', 'neg', 'mulu', 'muls', 'shl'].includes(op);
}

/** Bits lo .. lo + width - 1 of a node, built from those bits of its operands; lo is 0 unless the node is bitwise. */
export function windowOf(out: Rewriter, node: NetNode, lo: number, width: number): NodeId {
  const cut = (id: NodeId) => out.slice(id, lo, width);
  const word = (x: bigint) => BigInt.asUintN(width, x >> BigInt(lo));
  switch (node.op) {
    case 'and':
    case 'or':
    case 'xor':
    case 'not':
    case 'add':
    case 'sub':
    case 'neg':
      return out.add({ op: node.op, width, args: node.args.map(cut) });
    case 'mux':
      return out.add({ op: 'mux', width, args: [node.args[0], cut(node.args[1]), cut(node.args[2])] });
    case 'shl':
      return out.add({ op: 'shl', width, args: [cut(node.args[0]), node.args[1]] });
    case 'mulu':
    case 'muls': {
      const args = node.args.map((a) => out.slice(a, 0, Math.min(width, out.width(a))));
      return out.add({ op: node.op, width, args, dsp: node.dsp });
    }
    case 'rom':
      return out.add({ op: 'rom', width, args: node.args, table: node.table.map(word) });
    case 'reg':
      return out.register(width, node.init === undefined ? undefined : word(node.init), node.next, cut);
    default:
      throw new InternalError(`the low bits of ${node.op} are not its own`);
  }
}
