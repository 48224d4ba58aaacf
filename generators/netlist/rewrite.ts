/** Rebuilding a netlist node by node: what every pass does, with names, state and ports seen to in one place. */
import { invariant } from '../diagnostics/diagnostic.ts';
import { lateOperands, type Netlist, type NetNode, type NodeId, withLateOperands } from './netlist.ts';

type Bare<T> = T extends NetNode ? Omit<T, 'name' | 'note'> : never;
/** A node before it has a name. */
export type BareNode = Bare<NetNode>;

/** The netlist under construction. */
export class Rewriter {
  readonly nodes: NetNode[] = [];
  /** What becomes of late operands once they are known, by the node that has them; narrowed registers cut theirs. */
  readonly #cuts = new Map<NodeId, (next: NodeId) => NodeId>();

  add(node: BareNode): NodeId {
    this.nodes.push(node as NetNode);
    return this.nodes.length - 1;
  }
  width(id: NodeId): number {
    return this.nodes[id].width;
  }

  // -- the nodes that passes make most, each only where it is needed
  const(width: number, value: bigint): NodeId {
    return this.add({ op: 'const', width, args: [], value: BigInt.asUintN(width, value) });
  }
  slice(arg: NodeId, lo: number, width: number): NodeId {
    return lo === 0 && width === this.width(arg) ? arg : this.add({ op: 'slice', width, args: [arg], lo });
  }
  extend(op: 'zext' | 'sext', arg: NodeId, width: number): NodeId {
    return width === this.width(arg) ? arg : this.add({ op, width, args: [arg] });
  }
  /** Most significant first. */
  concat(parts: readonly NodeId[]): NodeId {
    if (parts.length === 1) return parts[0];
    return this.add({ op: 'concat', width: parts.reduce((sum, p) => sum + this.width(p), 0), args: parts });
  }
  /**
   * A register whose `next` is still a node of the old netlist; `cut` makes of the new node what the register takes. Of
   * `init` the low bits are taken; undefined: no reset.
   */
  register(width: number, init: bigint | undefined, next: NodeId, cut: (next: NodeId) => NodeId = (id) => id): NodeId {
    const word = init === undefined ? undefined : BigInt.asUintN(width, init);
    const id = this.add({ op: 'reg', width, args: [], init: word, next });
    this.#cuts.set(id, cut);
    return id;
  }

  /** A memory; what is written into it are still nodes of the old netlist. */
  memory(node: BareNode & { readonly op: 'ram' }): NodeId {
    const id = this.add(node);
    this.#cuts.set(id, (operand) => operand);
    return id;
  }

  /** Gives all state what it takes, where `moved` leads from old nodes to new ones. */
  connect(moved: readonly (NodeId | undefined)[]): void {
    for (const [id, cut] of this.#cuts) {
      const node = this.nodes[id];
      const late = lateOperands(node).map((old) => {
        const operand = moved[old];
        invariant(operand !== undefined, 'what live state takes lives');
        return cut(operand);
      });
      this.nodes[id] = withLateOperands(node, late);
    }
  }
}

/** The node itself, its operands being new already. */
export function copy(node: NetNode, out: Rewriter): NodeId {
  const bare = unnamed(node);
  if (bare.op === 'reg') return out.register(bare.width, bare.init, bare.next);
  return bare.op === 'ram' ? out.memory(bare) : out.add(bare);
}

/**
 * What became of a node: the new node that has the same word (in the bits that anyone reads), and where only bits
 * `lo`, `lo + 1`, ... of it are still computed, the node that computes them. That one is given the old node's name.
 */
export type Moved = NodeId | { readonly word: NodeId; readonly core: NodeId; readonly lo: number };

/**
 * Visits the nodes in order, their operands replaced by what became of them. A visit answers what became of its node, or
 * undefined to drop it; late operands still are old nodes. A name moves to the new node unless that has one; inputs
 * must be kept. `sequential` and `resets` are not recomputed: whoever knows the sibling modules does it. Where nothing changed, the answer
 * is the given netlist itself.
 */
export function rewrite(
  netlist: Netlist,
  visitor: (out: Rewriter) => (node: NetNode, id: NodeId) => Moved | undefined,
): Netlist {
  const out = new Rewriter();
  const visit = visitor(out);
  const moved: (NodeId | undefined)[] = [];
  for (const [id, node] of netlist.nodes.entries()) {
    const stays = node.args.every((a) => moved[a] === a);
    const target = visit(stays ? node : { ...node, args: node.args.map((a) => moved[a] as NodeId) }, id);
    const { word, core, lo } = typeof target === 'object' ? target : { word: target, core: target, lo: 0 };
    moved.push(word);
    if (core !== undefined) inheritName(out.nodes, core, node, lo);
  }
  out.connect(moved);
  const port = <P extends { readonly node: NodeId }>(p: P): P => ({ ...p, node: moved[p.node] as NodeId });
  const unchanged = sameNodes(netlist.nodes, out.nodes) && netlist.outputs.every((p) => moved[p.node] === p.node);
  if (unchanged) return netlist;
  return { ...netlist, inputs: netlist.inputs.map(port), outputs: netlist.outputs.map(port), nodes: out.nodes };
}

function sameNodes(a: readonly NetNode[], b: readonly NetNode[]): boolean {
  return a.length === b.length && a.every((node, id) => node === b[id] || sameNode({ ...node }, { ...b[id] }));
}

/** Every field equal, arrays element by element; absent and undefined are the same. */
function sameNode(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return Object.keys({ ...a, ...b }).every((key) => {
    const [x, y] = [a[key], b[key]];
    return x === y || (Array.isArray(x) && Array.isArray(y) && x.length === y.length && x.every((v, i) => v === y[i]));
  });
}

export function unnamed(node: NetNode): BareNode {
  if (node.name === undefined && node.note === undefined) return node;
  const { name: _name, note: _note, ...bare } = node;
  return bare as BareNode;
}

function inheritName(nodes: NetNode[], target: NodeId, old: NetNode, lo: number): void {
  const node = nodes[target];
  if (node.op === 'const' || (node.op === 'input') !== (old.op === 'input')) return;
  const name = node.name ?? old.name;
  const note = node.note ?? (old.note && noteOfBits(old.note, old.width, lo, node.width));
  if (name !== node.name || note !== node.note) nodes[target] = { ...node, name, note };
}

/** The note of a word, for the bits lo .. lo + width - 1 of it: `fixed<8,3> [5:0]`. */
function noteOfBits(note: string, whole: number, lo: number, width: number): string {
  if (width === whole) return note;
  const part = / \[\d+:(\d+)\]$/.exec(note);
  const [text, base] = part ? [note.slice(0, part.index), Number(part[1])] : [note, 0];
  return `${text} [${base + lo + width - 1}:${base + lo}]`;
}
