import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';

/**
 * Bits of a word that come from bits lo .. lo + width - 1 of another; in the word they begin at bit `at`. A sign that is
 * copied is one bit wide and fills `copies` bits; all else has one copy.
 */
export interface Piece {
  readonly source: NodeId;
  readonly lo: number;
  readonly width: number;
  readonly at: number;
  readonly copies: number;
}

/** Operations that only lead bits somewhere; inverters too, as every LUT inverts for nothing. */
export function isWire(node: NetNode): boolean {
  switch (node.op) {
    case 'const':
    case 'slice':
    case 'concat':
    case 'zext':
    case 'sext':
    case 'not':
      return true;
    default:
      return false;
  }
}

/** Looks through wires: where the bits of each word come from, constants left out. */
export class Wires {
  readonly #nodes: readonly NetNode[];
  readonly #known: (readonly Piece[] | undefined)[] = [];

  constructor(netlist: Netlist) {
    this.#nodes = netlist.nodes;
  }

  pieces(id: NodeId): readonly Piece[] {
    this.#known[id] ??= this.#find(id);
    return this.#known[id];
  }

  #find(id: NodeId): readonly Piece[] {
    const node = this.#nodes[id];
    switch (node.op) {
      case 'const':
        return [];
      case 'not':
      case 'zext':
        return this.pieces(node.args[0]);
      case 'slice':
        return cut(this.pieces(node.args[0]), node.lo, node.width);
      case 'sext': {
        const { width } = this.#nodes[node.args[0]];
        const inner = this.pieces(node.args[0]);
        if (width === node.width) return inner;
        return [...inner, ...cut(inner, width - 1, 1).map((p) => ({ ...p, at: width, copies: node.width - width }))];
      }
      case 'concat': {
        let top = node.width;
        const parts = node.args.map((arg) => {
          top -= this.#nodes[arg].width;
          const at = top;
          return this.pieces(arg).map((p) => ({ ...p, at: p.at + at }));
        });
        return parts.reverse().flat();
      }
      default:
        return [{ source: id, lo: 0, width: node.width, at: 0, copies: 1 }];
    }
  }
}

function cut(pieces: readonly Piece[], lo: number, width: number): Piece[] {
  return pieces.flatMap((p) => {
    const from = Math.max(p.at, lo);
    const to = Math.min(p.at + (p.copies > 1 ? p.copies : p.width), lo + width);
    if (from >= to) return [];
    if (p.copies > 1) return [{ ...p, at: from - lo, copies: to - from }];
    return [{ ...p, lo: p.lo + from - p.at, width: to - from, at: from - lo }];
  });
}
