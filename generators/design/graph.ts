import { at, fail } from '../diagnostics/diagnostic.ts';
import type { Type } from '../formats/format.ts';
import { deepFreeze } from '../ir/freeze.ts';
import type { Attrs, Design, Node, NodeId, Output } from '../ir/ir.ts';
import { sortNodes } from '../ir/order.ts';
import { checkName, verifyDesign } from '../ir/verify.ts';
import { checkArity, completeAttrs, operatorNamed, typeRules, variantOf } from '../ops/registry.ts';
import { captureWhere } from './where.ts';

/** A forward reference while a design is written; finishing the design resolves it, so the IR never holds one. */
const WIRE = '#wire';

/** The nodes of one design while it is being written. Users see `Signal` and `DesignBuilder`. */
export class Graph {
  readonly design: string;
  readonly #nodes: Node[] = [];
  readonly #children = new Map<string, Design>();

  constructor(design: string) {
    this.design = design;
  }

  typeOf(id: NodeId): Type {
    return this.#nodes[id].type;
  }

  nameOf(id: NodeId): string {
    return this.#nodes[id].name ?? `%${id}`;
  }

  /** Applies an operator of the registry; wrong operands are reported at the caller's line. */
  apply(op: string, args: readonly NodeId[], attrs: Attrs = {}, wanted?: Type): NodeId {
    const where = captureWhere();
    return at(where, () => {
      const operator = operatorNamed(op);
      const types = args.map((a) => this.typeOf(a));
      const part = variantOf(operator, types, wanted, attrs);
      checkArity(part, args.length);
      const complete = completeAttrs(part, attrs, types, wanted);
      return this.#push({ op, args, type: part.type(types, complete, wanted), attrs: complete, where });
    });
  }

  /** A structural node: input, register, delay, instance, instance_output. */
  structural(op: string, args: readonly NodeId[], type: Type, attrs: Attrs = {}, name?: string): NodeId {
    return this.#push({ op, args, type, attrs, ...(name !== undefined && { name }), where: captureWhere() });
  }

  wire(name: string, type: Type): NodeId {
    return this.structural(WIRE, [], type, {}, name);
  }

  /** Gives a register its next value, or a wire its source; each takes one, once. */
  connect(target: NodeId, source: NodeId): void {
    const node = this.#nodes[target];
    const where = captureWhere();
    if (node.args.length > 0)
      fail('BW2017', `${this.nameOf(target)} is assigned twice`, { where, help: 'keep one assignment' });
    this.#nodes[target] = { ...node, args: [source] };
  }

  setName(id: NodeId, name: string): void {
    const where = captureWhere();
    at(where, () => checkName('signal', name, undefined));
    const { op } = this.#nodes[id];
    if (op === 'input' || op === 'register')
      fail('BW2019', `${op} ${this.nameOf(id)} has its name already`, { where, help: 'name what is computed from it' });
    this.#nodes[id] = { ...this.#nodes[id], name };
  }

  addChild(child: Design): void {
    const other = this.#children.get(child.name);
    if (other && other !== child)
      fail('BW2013', `two different designs are named ${child.name}`, {
        where: captureWhere(),
        help: 'build the sub-design once and instantiate it many times, or put its parameters into its name',
      });
    this.#children.set(child.name, child);
  }

  finish(outputs: readonly Output[], { doc, origin }: Pick<Design, 'doc' | 'origin'> = {}): Design {
    for (const [id, node] of this.#nodes.entries())
      if (node.op === WIRE && node.args.length === 0)
        fail('BW2004', `wire ${this.nameOf(id)} is never assigned`, {
          where: node.where,
          help: `call ${this.nameOf(id)}.assign(...)`,
        });
    const sorted = sortNodes(new Map(this.#nodes.entries()));
    const withoutWires = removeWires(
      sorted.nodes,
      outputs.map((o) => ({ ...o, node: sorted.renumbered.get(o.node) as NodeId })),
    );
    const design = deepFreeze({
      name: this.design,
      ...(doc !== undefined && { doc }),
      ...(origin !== undefined && { origin }),
      ...withoutWires,
      children: [...this.#children.values()],
    });
    verifyDesign(design, typeRules);
    return design;
  }

  #push(node: Node): NodeId {
    this.#nodes.push(node);
    return this.#nodes.length - 1;
  }
}

/** The same graph with every use of a wire replaced by what the wire carries. */
function removeWires(nodes: readonly Node[], outputs: readonly Output[]): { nodes: Node[]; outputs: Output[] } {
  const kept: Node[] = [];
  const moved: NodeId[] = [];
  // Registers may look ahead, so first find every node's new number, then rewrite.
  for (const [id, node] of nodes.entries()) {
    if (node.op === WIRE) {
      const source = moved[node.args[0]];
      moved[id] = source;
      const carried = kept[source];
      if (node.name !== undefined && carried.name === undefined) kept[source] = { ...carried, name: node.name };
    } else {
      moved[id] = kept.length;
      kept.push(node);
    }
  }
  return {
    nodes: kept.map((n) => ({ ...n, args: n.args.map((a) => moved[a]) })),
    outputs: outputs.map((o) => ({ ...o, node: moved[o.node] })),
  };
}
