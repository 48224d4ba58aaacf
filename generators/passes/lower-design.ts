import { widthOf } from '../formats/format.ts';
import { typeName } from '../formats/name.ts';
import { type Design, hierarchy, type Node } from '../ir/ir.ts';
import { type Net, NetBuilder } from '../netlist/builder.ts';
import type { NetDesign, Netlist } from '../netlist/netlist.ts';
import { operatorNamed } from '../ops/registry.ts';

/** IR to netlist: one module per design, every operator by its own `lower`, names and formats carried along. */
export function lowerDesign(top: Design): NetDesign {
  const modules = new Map<string, Netlist>();
  for (const design of hierarchy(top)) modules.set(design.name, lowerOne(design, modules));
  return { modules: [...modules.values()] };
}

function lowerOne(design: Design, modules: ReadonlyMap<string, Netlist>): Netlist {
  const b = new NetBuilder();
  const nets: Net[] = [];
  const instances = new Map<number, Map<string, Net>>();
  // An output's name belongs to its port; its node's internals are named after it where the node has no name itself.
  const outputNames = new Map(design.outputs.map((o) => [o.node, o.name]));

  for (const [id, node] of design.nodes.entries()) {
    const width = widthOf(node.type);
    const note = typeName(node.type);
    switch (node.op) {
      case 'input':
        nets.push(b.input(node.name as string, width, note));
        break;
      case 'register':
        nets.push(b.reg(width, node.attrs.init as bigint, node.name, note));
        break;
      case 'delay':
        nets.push(lowerDelay(b, nets[node.args[0]], node, design));
        break;
      case 'instance': {
        const child = modules.get(String(node.attrs.design)) as Netlist;
        const given = new Map(child.inputs.map((port, i) => [port.name, nets[node.args[i]]]));
        instances.set(id, b.instance(child, node.name as string, given));
        nets.push({ id: -1, width: 0 });
        break;
      }
      case 'instance_output': {
        const net = instances.get(node.args[0])?.get(String(node.attrs.port)) as Net;
        const instance = design.nodes[node.args[0]].name;
        nets.push(b.named(net, node.name ?? `${instance}_${node.attrs.port}`, note));
        break;
      }
      default: {
        const use = { args: node.args.map((a) => design.nodes[a].type), type: node.type, attrs: node.attrs };
        const operands = node.args.map((a) => nets[a]);
        const scope = node.name ?? outputNames.get(id);
        const net = b.scoped(scope, () => operatorNamed(node.op).lower(b, operands, use));
        // Wiring operators give back an operand or a part of it: that keeps the name it has.
        nets.push(node.name === undefined || operands.includes(net) ? net : b.named(net, node.name, note));
      }
    }
  }
  for (const [id, node] of design.nodes.entries()) if (node.op === 'register') b.setNext(nets[id], nets[node.args[0]]);
  for (const output of design.outputs)
    b.output(output.name, nets[output.node], typeName(design.nodes[output.node].type));
  return b.finish(design.name);
}

/** n registers in a row, named after what they delay. */
function lowerDelay(b: NetBuilder, source: Net, node: Node, design: Design): Net {
  const base = node.name ?? design.nodes[node.args[0]].name ?? 'delay';
  const n = node.attrs.n as number;
  let net = source;
  for (let i = 1; i <= n; i++) {
    const stage = b.reg(
      net.width,
      0n,
      node.name !== undefined && i === n ? node.name : `${base}_d${i}`,
      typeName(node.type),
    );
    b.setNext(stage, net);
    net = stage;
  }
  return net;
}
