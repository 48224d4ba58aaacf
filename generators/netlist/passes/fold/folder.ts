import type { NetNode, NodeId } from '../../netlist.ts';
import type { BareNode, Rewriter } from '../../rewrite.ts';
import { evaluate } from './evaluate.ts';

type NodeOf<Op, T> = T extends { readonly op: infer Ops } ? (Op extends Ops ? T : never) : never;

/** A simplification of one operation: a node with the same word, or undefined where the rule has nothing to say. */
export type Rule<Op extends NetNode['op'] = NetNode['op']> = (
  f: Folder,
  node: NodeOf<Op, BareNode>,
) => NodeId | undefined;

export type Rules = { readonly [Op in NetNode['op']]?: Rule<Op> };

/** Builds simplified nodes. Nodes that it leaves unused are dead, and dropped by the pass that does this. */
export class Folder {
  readonly #out: Rewriter;
  readonly #rules: Rules;
  readonly #constants = new Map<string, NodeId>();

  constructor(out: Rewriter, rules: Rules) {
    this.#out = out;
    this.#rules = rules;
  }

  node(id: NodeId): NetNode {
    return this.#out.nodes[id];
  }
  width(id: NodeId): number {
    return this.#out.nodes[id].width;
  }
  /** The word of a constant. */
  value(id: NodeId): bigint | undefined {
    const node = this.node(id);
    return node.op === 'const' ? node.value : undefined;
  }
  /** Constant with all bits set. */
  isOnes(id: NodeId): boolean {
    return this.value(id) === (1n << BigInt(this.width(id))) - 1n;
  }

  /** The node in its simplest form. */
  make(node: BareNode): NodeId {
    const words = node.args.map((a) => this.value(a));
    if (node.args.length > 0 && words.every((word) => word !== undefined)) {
      const widths = node.args.map((a) => this.width(a));
      const word = evaluate(node, words, widths);
      if (word !== undefined) return this.const(node.width, word);
    }
    if (node.op === 'const') return this.const(node.width, node.value);
    const rule = this.#rules[node.op] as Rule | undefined;
    return rule?.(this, node) ?? this.#out.add(node);
  }

  /** Equal constants are one node, so rules may compare operands by id. */
  const(width: number, value: bigint): NodeId {
    const word = BigInt.asUintN(width, value);
    const key = `${width} ${word}`;
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const id = this.#out.const(width, word);
    this.#constants.set(key, id);
    return id;
  }
  unary(op: 'neg' | 'not', a: NodeId): NodeId {
    return this.make({ op, width: this.width(a), args: [a] });
  }
  binary(op: 'add' | 'sub' | 'and' | 'or' | 'xor', a: NodeId, b: NodeId): NodeId {
    return this.make({ op, width: this.width(a), args: [a, b] });
  }
  reduce(op: 'redand' | 'redor' | 'redxor', a: NodeId): NodeId {
    return this.make({ op, width: 1, args: [a] });
  }
  slice(a: NodeId, lo: number, width: number): NodeId {
    return lo === 0 && width === this.width(a) ? a : this.make({ op: 'slice', width, args: [a], lo });
  }
  msb(a: NodeId): NodeId {
    return this.slice(a, this.width(a) - 1, 1);
  }
  extend(op: 'zext' | 'sext', a: NodeId, width: number): NodeId {
    return width === this.width(a) ? a : this.make({ op, width, args: [a] });
  }
  /** Most significant first; parts of width 0 are left out by whoever calls. */
  concat(parts: readonly NodeId[]): NodeId {
    if (parts.length === 1) return parts[0];
    return this.make({ op: 'concat', width: parts.reduce((sum, p) => sum + this.width(p), 0), args: parts });
  }
  /** a * 2^by, cut to the width of a; 0 < by < width. */
  shiftedLeft(a: NodeId, by: number): NodeId {
    return this.concat([this.slice(a, 0, this.width(a) - by), this.const(by, 0n)]);
  }
}
