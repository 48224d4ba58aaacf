/** Small building blocks of the splits, on words of any width. */
import type { NodeId } from '../../../netlist/netlist.ts';
import type { Rewriter } from '../../../netlist/rewrite.ts';

/** Adds nodes to a netlist under construction, and gives those of a word its name with a suffix. */
export class Parts {
  readonly out: Rewriter;
  readonly #name: string | undefined;
  readonly #taken: Set<string>;

  /** `taken`: names that no word may get any more; grows. */
  constructor(out: Rewriter, name: string | undefined, taken: Set<string>) {
    this.out = out;
    this.#name = name;
    this.#taken = taken;
  }

  named(id: NodeId, suffix: string): NodeId {
    const node = this.out.nodes[id];
    if (this.#name === undefined || node.name !== undefined || node.op === 'const') return id;
    let name = `${this.#name}_${suffix}`;
    for (let n = 2; this.#taken.has(name); n++) name = `${this.#name}_${suffix}_${n}`;
    this.#taken.add(name);
    this.out.nodes[id] = { ...node, name };
    return id;
  }
  width(id: NodeId): number {
    return this.out.width(id);
  }
  slice(id: NodeId, lo: number, width: number): NodeId {
    return this.out.slice(id, lo, width);
  }
  bit(id: NodeId, at: number): NodeId {
    return this.out.slice(id, at, 1);
  }
  /** Most significant first. */
  join(...parts: NodeId[]): NodeId {
    return this.out.concat(parts);
  }
  const(width: number, value: bigint): NodeId {
    return this.out.const(width, value);
  }
  not(id: NodeId): NodeId {
    return this.out.add({ op: 'not', width: this.width(id), args: [id] });
  }
  two(op: 'add' | 'sub' | 'and' | 'or' | 'xor', a: NodeId, b: NodeId): NodeId {
    return this.out.add({ op, width: this.width(a), args: [a, b] });
  }
  less(a: NodeId, b: NodeId): NodeId {
    return this.out.add({ op: 'ltu', width: 1, args: [a, b] });
  }
  reduce(op: 'redand' | 'redor' | 'redxor', a: NodeId): NodeId {
    return this.width(a) === 1 ? a : this.out.add({ op, width: 1, args: [a] });
  }
  mux(select: NodeId, whenOne: NodeId, whenZero: NodeId): NodeId {
    return this.out.add({ op: 'mux', width: this.width(whenOne), args: [select, whenOne, whenZero] });
  }
  /** Sign extension, or the low bits. */
  signedTo(id: NodeId, width: number): NodeId {
    const own = this.width(id);
    return own >= width ? this.slice(id, 0, width) : this.out.extend('sext', id, width);
  }
}

/** Begins of `count` parts as even as they go, and the end. */
export function evenly(width: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => Math.round((i * width) / count));
}
