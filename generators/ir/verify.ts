import { fail, type Where } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { sameType, type Type, widthOf } from '../formats/format.ts';
import { typeName } from '../formats/name.ts';
import { isReserved, reservedBy } from './identifiers.ts';
import { type Attrs, type Design, hierarchy, inputsOf, type Node, outputsOf, STRUCTURAL } from './ir.ts';

/** What `verifyDesign` asks of the operators, which live above the IR. */
export interface TypeRules {
  readonly names: readonly string[];
  /** The type that the operator gives to these operands; throws a DiagnosticError where it takes none such. */
  typeOf(op: string, args: readonly Type[], attrs: Attrs, declared: Type): Type;
}

/** Ports that the hardware adds; no port of a user may take their names. */
export const CONTROL_PORTS = ['clk', 'rst', 'ce', 'in_valid', 'in_ready', 'out_valid', 'out_ready'] as const;

/**
 * Holds every rule of the IR against a design and all that it instantiates: names, order, operand and result types,
 * instances. Throws a DiagnosticError that names the place. Run after construction and after every pass.
 */
export function verifyDesign(top: Design, rules: TypeRules): void {
  checkHierarchy(top);
  for (const design of hierarchy(top)) verifyOne(design, rules);
}

function verifyOne(design: Design, rules: TypeRules): void {
  checkName('design', design.name, undefined);
  checkPorts(design);
  for (const [id, node] of design.nodes.entries()) {
    const label = node.name ?? `%${id}`;
    for (const arg of node.args) {
      if (arg < 0 || arg >= design.nodes.length)
        fail('BW2004', `${label} takes %${arg}, which is never assigned`, { where: node.where });
      if (arg >= id && node.op !== 'register')
        fail('BW2005', `${label} takes %${arg}, which stands after it`, {
          where: node.where,
          help: 'put a register on the loop',
        });
    }
    const args = node.args.map((a) => design.nodes[a].type);
    if ((STRUCTURAL as readonly string[]).includes(node.op)) checkStructural(design, node, label, args);
    else {
      if (!rules.names.includes(node.op))
        fail('BW2006', `there is no operator '${node.op}'`, {
          where: node.where,
          help: didYouMean(node.op, rules.names),
        });
      const type = rules.typeOf(node.op, args, node.attrs, node.type);
      if (!sameType(type, node.type))
        fail('BW2009', `${label}: ${node.op} gives ${typeName(type)}, not ${typeName(node.type)}`, {
          where: node.where,
        });
    }
  }
}

function checkPorts(design: Design): void {
  const inputs = design.nodes.filter((n) => n.op === 'input');
  const ports: { name: string; where?: Where }[] = [
    ...inputs.map((n) => ({ name: n.name ?? '', where: n.where })),
    ...design.outputs,
  ];
  if (design.outputs.length === 0)
    fail('BW2012', `design ${design.name} has no output`, { help: 'assign at least one output' });
  const seen = new Set<string>();
  for (const port of ports) {
    checkName('port', port.name, port.where);
    if ((CONTROL_PORTS as readonly string[]).includes(port.name))
      fail('BW2002', `port name '${port.name}' belongs to the control ports`, {
        where: port.where,
        help: 'choose another name',
      });
    if (seen.has(port.name))
      fail('BW2003', `design ${design.name} has two ports named '${port.name}'`, {
        where: port.where,
        help: 'rename one of them',
      });
    seen.add(port.name);
  }
  for (const output of design.outputs)
    if (!(output.node in design.nodes))
      fail('BW2004', `output ${output.name} of ${design.name} is never assigned`, { where: output.where });
}

/** Names go into Verilog, C++ and file names as they are, so only plain identifiers that no language reserves will do. */
export function checkName(what: string, name: string, where: Where | undefined): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name.includes('__') || name.length > 200)
    fail('BW2001', `'${name}' cannot name a ${what}`, {
      where,
      help: 'use letters, digits and single underscores, starting with a letter',
    });
  const language = reservedBy(name);
  if (language)
    fail('BW2002', `'${name}' is reserved by ${language}`, {
      where,
      help: `name the ${what} otherwise, for example '${[`${name}_${what[0]}`, `${what[0]}_${name}`].find((n) => !isReserved(n))}'`,
    });
}

function checkStructural(design: Design, node: Node, label: string, args: readonly Type[]): void {
  const { where } = node;
  const operands = (count: number) => {
    if (args.length !== count)
      fail('BW2007', `${label}: ${node.op} takes ${count} operands, not ${args.length}`, { where });
  };
  switch (node.op) {
    case 'input':
      operands(0);
      return;
    case 'register': {
      if (args.length === 0)
        fail('BW2010', `register ${label} is never assigned its next value`, {
          where,
          help: `call ${label}.next(...)`,
        });
      operands(1);
      if (!sameType(args[0], node.type))
        fail('BW2009', `register ${label} holds ${typeName(node.type)} and is given ${typeName(args[0])}`, {
          where,
          help: 'cast the next value to the format of the register',
        });
      const { init } = node.attrs;
      if (typeof init !== 'bigint' || init < 0n || init >> BigInt(widthOf(node.type)) !== 0n)
        fail('BW2014', `register ${label}: init must be a word of ${widthOf(node.type)} bits`, { where });
      return;
    }
    case 'delay': {
      operands(1);
      const { n } = node.attrs;
      if (typeof n !== 'number' || !Number.isInteger(n) || n < 1 || n > 65536)
        fail('BW2014', `${label}: delay takes 1 to 65536 cycles`, { where });
      if (!sameType(args[0], node.type))
        fail('BW2009', `${label}: delay keeps the type ${typeName(args[0])}`, { where });
      return;
    }
    case 'instance': {
      const child = childOf(design, node);
      const ports = inputsOf(child);
      operands(ports.length);
      ports.forEach((port, i) => {
        if (!sameType(port.type, args[i]))
          fail('BW2011', `input ${port.name} of ${child.name} takes ${typeName(port.type)}, not ${typeName(args[i])}`, {
            where,
            help: `cast it to ${typeName(port.type)}`,
          });
      });
      return;
    }
    case 'instance_output': {
      operands(1);
      const instance = design.nodes[node.args[0]];
      const port =
        instance.op === 'instance'
          ? outputsOf(childOf(design, instance)).find((p) => p.name === node.attrs.port)
          : undefined;
      if (!port) fail('BW2011', `${label}: no instance has an output '${node.attrs.port}'`, { where });
      if (!sameType(port.type, node.type))
        fail('BW2009', `${label}: output ${port.name} is ${typeName(port.type)}`, { where });
    }
  }
}

function childOf(design: Design, instance: Node): Design {
  const child = design.children.find((c) => c.name === instance.attrs.design);
  if (!child)
    fail('BW2011', `design ${design.name} has no sub-design '${instance.attrs.design}'`, { where: instance.where });
  return child;
}

/** One name, one design: two designs of a name would be one Verilog module. */
function checkHierarchy(top: Design): void {
  const seen = new Map<string, Design>();
  const open: string[] = [];
  const visit = (d: Design) => {
    if (open.includes(d.name))
      fail('BW2013', `design ${d.name} instantiates itself: ${[...open, d.name].join(' -> ')}`);
    const other = seen.get(d.name);
    if (other && other !== d)
      fail('BW2013', `two different designs are named ${d.name}`, {
        help: 'build the sub-design once and instantiate it many times, or put its parameters into its name',
      });
    if (other) return;
    seen.set(d.name, d);
    open.push(d.name);
    d.children.forEach(visit);
    open.pop();
  };
  visit(top);
}
