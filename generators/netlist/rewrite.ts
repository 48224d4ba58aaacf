/** Rebuilding a netlist node by node: what every pass does, with names, registers and ports seen to in one place. */
import { invariant } from '../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NodeId } from './netlist.ts';

type Bare<T> = T extends NetNode ? Omit<T, 'name' | 'note'> : never;
/** A node before it has a name. */
export type BareNode = Bare<NetNode>;

/** The netlist under construction. */
export class Rewriter {
  readonly nodes: NetNode[] = [];
  /** What becomes of a register's next value once it is known, by register; narrowed registers cut it. */
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
  /** A register whose `next` is still a node of the old netlist; `cut` makes of the new node what the register takes. */
  register(width: number, init: bigint, next: NodeId, cut: (next: NodeId) => NodeId = (id) => id): NodeId {
    const id = this.add({ op: 'reg', width, args: [], init: BigInt.asUintN(width, init), next });
    this.#cuts.set(id, cut);
    return id;
  }

  /** Gives every register its next value, where `moved` leads from old nodes to new ones. */
  connect(moved: readonly (NodeId | undefined)[]): void {
    for (const [id, cut] of this.#cuts) {
      const node = this.nodes[id];
      invariant(node.op === 'reg', 'only registers have a next value');
      const next = moved[node.next];
      invariant(next !== undefined, 'the next value of a live register lives');
      this.nodes[id] = { ...node, next: cut(next) };
    }
  }
}

/** The node itself, its operands being new already. */
export function copy(node: NetNode, out: Rewriter): NodeId {
  return node.op === 'reg' ? out.register(node.width, node.init, node.next) : out.add(unnamed(node));
}

/**
 * Visits the nodes in order, their operands replaced by what became of them. A visit answers the new node that has the same
 * word (in the bits that anyone reads), or undefined to drop the node; a register's `next` still is the old node. A name
 * moves to the new node unless that has one; inputs must be kept. `sequential` is not recomputed: whoever knows the sibling
 * modules does it.
 */
export function rewrite(
  netlist: Netlist,
  visit: (node: NetNode, out: Rewriter, id: NodeId) => NodeId | undefined,
): Netlist {
  const out = new Rewriter();
  const moved: (NodeId | undefined)[] = [];
  for (const [id, node] of netlist.nodes.entries()) {
    const target = visit({ ...node, args: node.args.map((a) => moved[a] as NodeId) }, out, id);
    moved.push(target);
    if (target !== undefined) inheritName(out.nodes, target, node);
  }
  out.connect(moved);
  const port = <P extends { readonly node: NodeId }>(p: P): P => ({ ...p, node: moved[p.node] as NodeId });
  return { ...netlist, inputs: netlist.inputs.map(port), outputs: netlist.outputs.map(port), nodes: out.nodes };
}

function unnamed({ name: _name, note: _note, ...node }: NetNode): BareNode {
  return node as BareNode;
}

function inheritName(nodes: NetNode[], target: NodeId, { name, note, op }: NetNode): void {
  const node = nodes[target];
  if (node.op === 'const' || (node.op === 'input') !== (op === 'input')) return;
  if ((name === undefined || node.name !== undefined) && (note === undefined || node.note !== undefined)) return;
  nodes[target] = { ...node, name: node.name ?? name, note: node.note ?? note };
}
