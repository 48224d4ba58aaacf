/** Words too wide to be carried that are mere wires: what becomes of a part of one. */
import type { NetNode, NodeId } from '../netlist/netlist.ts';

/** Bits lo .. lo + width - 1 of a node. */
export interface Piece {
  readonly node: NodeId;
  readonly lo: number;
  readonly width: number;
}

/** Operations that only pick and join bits of others, and what comes from outside. A wide word of another kind has to be computed as a whole. */
export function isWire(node: NetNode): boolean {
  return ['input', 'instance_output', 'const', 'concat', 'slice'].includes(node.op);
}

/**
 * The part of a node as pieces of carried words, inputs and constants, the most significant first: slices and
 * concatenations that are not carried are looked through.
 */
export function piecesOf(nodes: readonly NetNode[], part: Piece, carried: (node: NetNode) => boolean): Piece[] {
  const node = nodes[part.node];
  if (carried(node)) return [part];
  if (node.op === 'slice') return piecesOf(nodes, { ...part, node: node.args[0], lo: node.lo + part.lo }, carried);
  if (node.op !== 'concat') return [part];
  const pieces: Piece[] = [];
  let top = node.width;
  for (const arg of node.args) {
    const bottom = top - nodes[arg].width;
    const from = Math.max(bottom, part.lo);
    const to = Math.min(top, part.lo + part.width);
    if (from < to) pieces.push(...piecesOf(nodes, { node: arg, lo: from - bottom, width: to - from }, carried));
    top = bottom;
  }
  return pieces;
}
