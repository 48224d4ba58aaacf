import { invariant } from '../diagnostics/diagnostic.ts';
import {
  lateOperands,
  type NetDesign,
  type Netlist,
  type NetNode,
  type NodeId,
  topOf,
  withLateOperands,
} from './netlist.ts';
import { stateOf } from './state.ts';

/**
 * The design as one netlist without instances. Names of inner nodes are prefixed by those of their instances, with dots:
 * `tap_3.product`. No Verilog name has a dot, so they cannot collide; flat netlists are for execution, not for emission.
 *
 * @param kept modules whose instances stay instances; they hold no state
 */
export function flatten(design: NetDesign, kept: (module: Netlist) => boolean = () => false): Netlist {
  const modules = new Map(design.modules.map((m) => [m.name, m]));
  const top = topOf(design);
  const nodes: NetNode[] = [];
  const inputs = top.inputs.map((port) => {
    nodes.push(top.nodes[port.node]);
    return { ...port, node: nodes.length - 1 };
  });

  const and = (a: NodeId | undefined, b: NodeId | undefined) =>
    a === undefined || b === undefined ? (a ?? b) : nodes.push({ op: 'and', width: 1, args: [a, b] }) - 1;

  /** The next value of a register, or the enable of a memory, where only `gate` lets it advance. */
  const gated = (state: NodeId, operand: NodeId, gate: NodeId | undefined): NodeId => {
    const { op, width } = nodes[state];
    if (op === 'ram') return and(gate, operand) as NodeId;
    return gate === undefined ? operand : nodes.push({ op: 'mux', width, args: [gate, operand, state] }) - 1;
  };

  /** Appends the nodes of one instance, which `gate` lets advance; the answer holds the node of each output port. */
  const inline = (
    module: Netlist,
    prefix: string,
    operands: readonly NodeId[],
    gate: NodeId | undefined,
  ): Map<string, NodeId> => {
    const moved: NodeId[] = [];
    const state: NodeId[] = [];
    const outputsOf = new Map<NodeId, Map<string, NodeId>>();
    for (const [i, port] of module.inputs.entries()) moved[port.node] = operands[i];
    for (const [id, node] of module.nodes.entries()) {
      const args = node.args.map((a) => moved[a]);
      if (node.op === 'input') continue;
      if (node.op === 'instance') {
        const child = modules.get(node.module);
        invariant(child, `no module ${node.module}`);
        if (kept(child)) {
          moved[id] = nodes.push({ ...node, args, name: prefix + node.name }) - 1;
          continue;
        }
        const gates = and(gate, node.gated ? args.at(-1) : undefined);
        outputsOf.set(id, inline(child, `${prefix}${node.name}.`, args, gates));
      } else if (node.op === 'instance_output' && outputsOf.has(node.args[0])) {
        moved[id] = outputsOf.get(node.args[0])?.get(node.port) as NodeId;
      } else {
        moved[id] = nodes.length;
        nodes.push({ ...node, args, name: node.name && prefix + node.name });
        if (lateOperands(node).length > 0) state.push(moved[id]);
      }
    }
    for (const id of state) {
      const [first, ...rest] = lateOperands(nodes[id]).map((operand) => moved[operand]);
      nodes[id] = withLateOperands(nodes[id], [gated(id, first, gate), ...rest]);
    }
    return new Map(module.outputs.map((port) => [port.name, moved[port.node]]));
  };

  const results = inline(
    top,
    '',
    inputs.map((port) => port.node),
    undefined,
  );
  const outputs = top.outputs.map((port) => ({ ...port, node: results.get(port.name) as NodeId }));
  return { name: top.name, inputs, outputs, nodes, ...stateOf(nodes, new Map()) };
}
