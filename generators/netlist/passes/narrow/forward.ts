import type { Netlist, NetNode } from '../../netlist.ts';
import { type BareNode, copy, type Moved, type Rewriter, rewrite } from '../../rewrite.ts';
import { analyse } from './analyse.ts';
import { isBitwise, windowOf } from './build.ts';
import {
  bitLength,
  constantOf,
  type Facts,
  mask,
  signedBits,
  trailingOnes,
  trailingZeros,
  unsignedBits,
} from './facts.ts';

/** Builds every node at the width that its possible words take, and extends it. All words stay what they are. */
export function narrowByRange(netlist: Netlist): Netlist {
  const facts = analyse(netlist);
  return rewrite(netlist, (out) => (node, id) => {
    if (['input', 'const', 'instance', 'instance_output'].includes(node.op)) return copy(node, out);
    const constant = constantOf(facts[id]);
    if (constant !== undefined) return out.const(node.width, constant);
    const operands = netlist.nodes[id].args.map((a) => facts[a]);
    return narrowed(out, trimmed(out, node, operands), operands, facts[id]);
  });
}

/** The smallest word that tells the whole one by extension. */
interface Shape {
  readonly width: number;
  readonly extension: 'zext' | 'sext';
}

function shapeOf(facts: Facts): Shape {
  return facts.s.lo >= 0n
    ? { width: unsignedBits(facts), extension: 'zext' }
    : { width: Math.min(facts.width, signedBits(facts)), extension: 'sext' };
}

/** The node with the operands of other widths than the result's cut to what their words take. */
function trimmed(out: Rewriter, node: NetNode, operands: readonly Facts[]): NetNode {
  const { args } = node;
  const unsigned = (i: number) => out.slice(args[i], 0, unsignedBits(operands[i]));
  switch (node.op) {
    case 'shl':
    case 'shru':
    case 'shrs':
      return { ...node, args: [args[0], unsigned(1)] };
    case 'redor':
    case 'redxor':
      return { ...node, args: [unsigned(0)] };
    case 'redand':
      return { ...node, args: [out.slice(args[0], 0, Math.min(operands[0].width, signedBits(operands[0])))] };
    case 'rom': {
      const last = operands[0].u.hi;
      const table = last < node.table.length ? node.table.slice(0, Number(last) + 1) : node.table;
      return { ...node, args: [unsigned(0)], table };
    }
    case 'eq':
    case 'ltu':
    case 'lts':
      return compared(out, node, operands);
    default:
      return node;
  }
}

function compared(
  out: Rewriter,
  node: Extract<NetNode, { op: 'eq' | 'ltu' | 'lts' }>,
  operands: readonly Facts[],
): NetNode {
  const [a, b] = operands;
  const unsigned = Math.max(unsignedBits(a), unsignedBits(b));
  // Sign extension keeps equality and both orders, so its copies need no comparing.
  const signed = Math.min(a.width, Math.max(signedBits(a), signedBits(b)));
  const positive = a.s.lo >= 0n && b.s.lo >= 0n;
  const top = node.op === 'lts' && !positive ? signed : Math.min(unsigned, signed);
  const op = node.op === 'lts' && positive ? 'ltu' : node.op;
  const common = trailingOnes((a.zeros & b.zeros) | (a.ones & b.ones));
  const lo = common < top ? common : 0;
  return { ...node, op, args: node.args.map((arg) => out.slice(arg, lo, top - lo)) };
}

function narrowed(out: Rewriter, node: NetNode, operands: readonly Facts[], facts: Facts): Moved {
  const shape = shapeOf(facts);
  const { op } = node;
  if (op === 'add' || op === 'sub' || op === 'neg') return sum(out, { ...node, op }, operands, shape);
  if (op === 'mulu' || op === 'muls') return product(out, { ...node, op }, operands, shape);
  if (op === 'shru' || op === 'shrs') return shifted(out, { ...node, op }, operands[0]);
  if (op === 'sext' && operands[0].s.lo >= 0n) return out.add({ op: 'zext', width: node.width, args: node.args });
  if (isBitwise(op)) return bitwise(out, node, facts, shape);
  if (op !== 'shl' || shape.width === node.width) return copy(node, out);
  const core = windowOf(out, node, 0, shape.width);
  return { word: out.extend(shape.extension, core, node.width), core, lo: 0 };
}

/** The bits between the constant ones below and either the extension or the constant ones above. */
function bitwise(out: Rewriter, node: NetNode, facts: Facts, shape: Shape): Moved {
  const known = facts.zeros | facts.ones;
  const below = trailingOnes(known);
  const top = bitLength(mask(node.width) & ~known);
  const byExtension = shape.width <= top;
  const high = byExtension ? shape.width : top;
  const lo = below < high ? below : 0;
  if (high === node.width && lo === 0) return copy(node, out);
  const core = windowOf(out, node, lo, high - lo);
  const parts = lo === 0 ? [core] : [core, out.const(lo, facts.ones)];
  if (!byExtension) parts.unshift(out.const(node.width - high, facts.ones >> BigInt(high)));
  return { word: out.extend(shape.extension, out.concat(parts), node.width), core, lo };
}

type NodeWith<Op extends NetNode['op']> = BareNode & { readonly op: Op } & NetNode;

/**
 * Without the low bits that are zero in every operand, as they are in the sum. Bits that one operand alone leaves untouched
 * stay in the adder: synthesis passes them by, and people read one addition.
 */
function sum(out: Rewriter, node: NodeWith<'add' | 'sub' | 'neg'>, operands: readonly Facts[], shape: Shape): Moved {
  const { width, extension } = shape;
  const lo = Math.min(width - 1, ...operands.map(trailingZeros));
  if (lo === 0 && width === node.width) return copy(node, out);
  const core = out.add({ op: node.op, width: width - lo, args: node.args.map((x) => out.slice(x, lo, width - lo)) });
  const word = lo === 0 ? core : out.concat([core, out.const(lo, 0n)]);
  return { word: out.extend(extension, word, node.width), core, lo };
}

/** Factors at the width that they take, without the zeros that they end in. */
function product(out: Rewriter, node: NodeWith<'mulu' | 'muls'>, operands: readonly Facts[], shape: Shape): Moved {
  const positive = operands.every((facts) => facts.s.lo >= 0n);
  const op = positive ? 'mulu' : node.op;
  const widths = operands.map((facts) =>
    op === 'mulu' ? unsignedBits(facts) : Math.min(facts.width, signedBits(facts)),
  );
  const zeros = operands.map((facts, i) => Math.min(trailingZeros(facts), widths[i] - 1));
  const lo = zeros[0] + zeros[1];
  if (lo >= shape.width) return copy(node, out);
  const factors = node.args.map((arg, i) => out.slice(arg, zeros[i], Math.min(widths[i], shape.width) - zeros[i]));
  const all = factors.reduce((bits, id) => bits + out.width(id), 0);
  const unchanged = factors.every((id, i) => id === node.args[i]) && op === node.op;
  if (unchanged && shape.width === node.width) return copy(node, out);
  const width = Math.min(shape.width - lo, all);
  const core = out.add({ op, width, args: factors, dsp: node.dsp });
  // The full product extends as it was made; a cut one as its range says.
  const extension = width < shape.width - lo ? (op === 'mulu' ? 'zext' : 'sext') : shape.extension;
  const whole = lo === 0 ? core : out.concat([core, out.const(lo, 0n)]);
  return { word: out.extend(extension, whole, node.width), core, lo };
}

/** A shift to the right at the width of its operand; what comes in is what the extension makes. */
function shifted(out: Rewriter, node: NodeWith<'shru' | 'shrs'>, operand: Facts): Moved {
  const positive = operand.s.lo >= 0n;
  const width = node.op === 'shru' || positive ? unsignedBits(operand) : Math.min(operand.width, signedBits(operand));
  const op = positive ? 'shru' : node.op;
  if (width === node.width && op === node.op) return copy(node, out);
  const core = out.add({ op, width, args: [out.slice(node.args[0], 0, width), node.args[1]] });
  return { word: out.extend(op === 'shru' ? 'zext' : 'sext', core, node.width), core, lo: 0 };
}
