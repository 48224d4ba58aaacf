import { lateOperands, type Netlist, type NetNode, type NodeId } from '../../netlist.ts';
import { copy, rewrite } from '../../rewrite.ts';
import { isBitwise, isLowClosed, windowOf } from './build.ts';
import { bitLength, mask, trailingOnes } from './facts.ts';

/**
 * Builds of every node only the bits that some output depends on. Bits that nobody reads become zero, so no fact about the
 * old words may be used here beside the constants themselves.
 */
export function narrowByDemand(netlist: Netlist): Netlist {
  const demanded = demands(netlist);
  return rewrite(netlist, (out) => (node, id) => {
    const bits = demanded[id];
    if (!isLowClosed(node.op)) {
      const kept = bits !== 0n || node.op === 'input' || node.op === 'instance';
      return kept ? copy(node, out) : out.const(node.width, 0n);
    }
    if (bits === 0n) return out.const(node.width, 0n);
    const top = bitLength(bits);
    const lo = isBitwise(node.op) ? trailingOnes(~bits & mask(node.width)) : 0;
    if (top === node.width && lo === 0) return copy(node, out);
    const core = windowOf(out, node, lo, top - lo);
    const whole = lo === 0 ? core : out.concat([core, out.const(lo, 0n)]);
    return { word: out.extend('zext', whole, node.width), core, lo };
  });
}

/** Rounds through the registers after which every register's bits all count as read. */
const ROUNDS = 200;

/** The bits of every node that reach an output; for an instance 1, where any of its outputs is read. */
function demands({ nodes, outputs }: Netlist): bigint[] {
  const demanded = new Array<bigint>(nodes.length).fill(0n);
  const dirty = new Uint8Array(nodes.length);
  let behind = false;
  const demand = (id: NodeId, bits: bigint, reader: NodeId) => {
    if ((bits & ~demanded[id]) === 0n) return;
    demanded[id] |= bits;
    dirty[id] = 1;
    if (id >= reader) behind = true;
  };
  for (const port of outputs) demand(port.node, mask(port.width), nodes.length);
  for (let round = 0, again = true; again; round++) {
    behind = false;
    for (let id = nodes.length - 1; id >= 0; id--) {
      if (!dirty[id]) continue;
      dirty[id] = 0;
      const node = nodes[id];
      if (node.op === 'reg' && round >= ROUNDS) demanded[id] = mask(node.width);
      readBits(node, nodes, demanded[id], (arg, bits) => demand(arg, bits, id));
    }
    again = behind;
  }
  return demanded;
}

/** Tells `read` the bits of each operand (and next value) that these bits of a node's word depend on. */
function readBits(
  node: NetNode,
  nodes: readonly NetNode[],
  bits: bigint,
  read: (id: NodeId, bits: bigint) => void,
): void {
  const { op, args } = node;
  const all = (id: NodeId) => mask(Math.max(1, nodes[id].width));
  const low = mask(bitLength(bits));
  const word = (id: NodeId) => {
    const other = nodes[id];
    return other.op === 'const' ? other.value : undefined;
  };
  switch (op) {
    case 'add':
    case 'sub':
    case 'neg':
    case 'mulu':
    case 'muls':
      for (const arg of args) read(arg, low & all(arg));
      return;
    case 'and':
      read(args[0], bits & (word(args[1]) ?? bits));
      read(args[1], bits & (word(args[0]) ?? bits));
      return;
    case 'or':
      read(args[0], bits & ~(word(args[1]) ?? 0n));
      read(args[1], bits & ~(word(args[0]) ?? 0n));
      return;
    case 'xor':
    case 'not':
      for (const arg of args) read(arg, bits);
      return;
    case 'mux':
      read(args[0], 1n);
      read(args[1], bits);
      read(args[2], bits);
      return;
    case 'shl':
      read(args[0], low);
      read(args[1], all(args[1]));
      return;
    case 'shru':
    case 'shrs': // bits come down from above, never up
      read(args[0], all(args[0]) & ~mask(trailingOnes(~bits & all(args[0]))));
      read(args[1], all(args[1]));
      return;
    case 'slice':
      read(args[0], bits << BigInt(node.lo));
      return;
    case 'zext':
      read(args[0], bits & all(args[0]));
      return;
    case 'sext': {
      const { width } = nodes[args[0]];
      read(args[0], (bits & mask(width)) | (bits >> BigInt(width) === 0n ? 0n : 1n << BigInt(width - 1)));
      return;
    }
    case 'concat': {
      let rest = bits;
      for (const part of args.toReversed()) {
        read(part, rest & all(part));
        rest >>= BigInt(nodes[part].width);
      }
      return;
    }
    case 'reg':
      read(node.next, bits);
      return;
    default:
      for (const arg of [...args, ...lateOperands(node)]) read(arg, all(arg));
  }
}
