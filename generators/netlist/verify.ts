/**
 * The rules of `netlist.ts`, checked. A netlist that breaks one was made by a bug of ours, so the verifier runs after every
 * pass and throws an `InternalError`; the text form's parser asks for the violation itself and blames the text.
 */
import { InternalError } from '../diagnostics/diagnostic.ts';
import { clockingOf, lateOperands, type NetDesign, type Netlist, type NetNode, type NodeId } from './netlist.ts';
import { stateOf } from './state.ts';

/** The first rule found broken, and by which node (undefined: by the ports or the module itself). */
export interface Violation {
  readonly module: string;
  readonly node?: NodeId;
  readonly rule: string;
}

/** Throws an `InternalError` that names module, node and rule. `siblings` are the modules that may be instantiated. */
export function verifyNetlist(netlist: Netlist, siblings: ReadonlyMap<string, Netlist>): void {
  raise(findViolation(netlist, siblings), netlist);
}

/** `verifyNetlist` for every module, and children before parents, each name once. */
export function verifyNetDesign(design: NetDesign): void {
  const violation = findDesignViolation(design);
  raise(
    violation,
    design.modules.find((m) => m.name === violation?.module),
  );
}

export function findDesignViolation(design: NetDesign): Violation | undefined {
  const seen = new Map<string, Netlist>();
  if (design.modules.length === 0) return { module: '', rule: 'a design has at least one module' };
  for (const module of design.modules) {
    if (seen.has(module.name)) return { module: module.name, rule: 'module names are unique' };
    const violation = findViolation(module, seen);
    if (violation) return violation;
    seen.set(module.name, module);
  }
  return undefined;
}

export function findViolation(netlist: Netlist, siblings: ReadonlyMap<string, Netlist>): Violation | undefined {
  const enabled = clockingOf(netlist).enable !== undefined;
  const context: Context = { nodes: netlist.nodes, siblings, enabled, outputsRead: new Set() };
  for (const [id, node] of netlist.nodes.entries()) {
    const rule = brokenBy(node, id, context);
    if (rule) return { module: netlist.name, node: id, rule };
  }
  return portViolation(netlist) ?? nameViolation(netlist) ?? stateViolation(netlist, siblings);
}

interface Context {
  readonly nodes: readonly NetNode[];
  readonly siblings: ReadonlyMap<string, Netlist>;
  /** Registers of this module wait for an enable. */
  readonly enabled: boolean;
  /** `instance:port` of the instance outputs met so far. */
  readonly outputsRead: Set<string>;
}

/** Number of operands; undefined where it depends on the node. */
const ARITY: Readonly<Record<NetNode['op'], number | undefined>> = {
  input: 0,
  const: 0,
  add: 2,
  sub: 2,
  and: 2,
  or: 2,
  xor: 2,
  neg: 1,
  not: 1,
  mulu: 2,
  muls: 2,
  eq: 2,
  ltu: 2,
  lts: 2,
  shl: 2,
  shru: 2,
  shrs: 2,
  mux: 3,
  concat: undefined,
  slice: 1,
  zext: 1,
  sext: 1,
  redand: 1,
  redor: 1,
  redxor: 1,
  rom: 1,
  reg: 0,
  ram: 1,
  instance: undefined,
  instance_output: 1,
};

function brokenBy(node: NetNode, id: NodeId, context: Context): string | undefined {
  const { nodes } = context;
  if (!Object.hasOwn(ARITY, node.op)) return `there is no operation ${node.op}`;
  if (!Number.isInteger(node.width)) return `width ${node.width} is not an integer`;
  if (node.op === 'instance' ? node.width !== 0 : node.width < 1) return `width ${node.width} is out of range`;
  const arity = ARITY[node.op];
  if (arity !== undefined && node.args.length !== arity) return `takes ${arity} operands, has ${node.args.length}`;
  for (const arg of node.args) {
    if (!Number.isInteger(arg) || arg < 0 || arg >= id) return `operand %${arg} does not precede the node`;
    if ((nodes[arg].op === 'instance') !== (node.op === 'instance_output'))
      return 'instances are read through instance_output, and nothing else is';
  }
  return brokenWidth(
    node,
    node.args.map((a) => nodes[a].width),
    context,
  );
}

function brokenWidth(node: NetNode, widths: readonly number[], context: Context): string | undefined {
  const { width } = node;
  const all = (w: number, which = widths) =>
    which.every((x) => x === w) ? undefined : `operands of ${which.join(', ')} bits where ${w} are due`;
  const one = () => (width === 1 ? undefined : `a result of ${width} bits where 1 is due`);
  const fits = (word: bigint) =>
    0n <= word && BigInt.asUintN(width, word) === word ? undefined : `${word} does not fit`;
  switch (node.op) {
    case 'input':
      return node.name === undefined ? 'an input has its port name' : undefined;
    case 'const':
      return fits(node.value);
    case 'add':
    case 'sub':
    case 'and':
    case 'or':
    case 'xor':
    case 'neg':
    case 'not':
      return all(width);
    case 'mulu':
    case 'muls':
      return width <= widths[0] + widths[1] ? undefined : `${widths[0]} by ${widths[1]} bits have no ${width}`;
    case 'eq':
    case 'ltu':
    case 'lts':
      return one() ?? all(widths[0]);
    case 'shl':
    case 'shru':
    case 'shrs':
      return all(width, widths.slice(0, 1));
    case 'mux':
      return all(1, widths.slice(0, 1)) ?? all(width, widths.slice(1));
    case 'concat': {
      const sum = widths.reduce((total, w) => total + w, 0);
      return sum === width ? undefined : `the parts have ${sum} bits, the result ${width}`;
    }
    case 'slice':
      return Number.isInteger(node.lo) && node.lo >= 0 && node.lo + width <= widths[0]
        ? undefined
        : `bits ${node.lo + width - 1}..${node.lo} of ${widths[0]}`;
    case 'zext':
    case 'sext':
      return width >= widths[0] ? undefined : `extends ${widths[0]} bits to ${width}`;
    case 'redand':
    case 'redor':
    case 'redxor':
      return one();
    case 'rom': {
      const { table } = node;
      if (table.length === 0 || table.length > 2 ** widths[0])
        return `${table.length} words for ${widths[0]} address bits`;
      return table.map(fits).find((broken) => broken !== undefined);
    }
    case 'reg': {
      const next = context.nodes[node.next];
      if (!next || next.op === 'instance') return 'the next value is not set';
      if (next.width === width) return node.init === undefined ? undefined : fits(node.init);
      return `the next value has ${next.width} bits, the register ${width}`;
    }
    case 'ram': {
      const [enable, address, data] = lateOperands(node).map((id) => context.nodes[id]);
      if ([enable, address, data].some((operand) => !operand || operand.op === 'instance'))
        return 'what is written is not set';
      if (enable.width !== 1) return `the enable has ${enable.width} bits`;
      if (data.width !== width) return `the data has ${data.width} bits, the memory ${width}`;
      const bits = Math.min(widths[0], address.width);
      if (Number.isInteger(node.depth) && node.depth > 0 && node.depth <= 2 ** bits) return undefined;
      return `${node.depth} words for ${bits} address bits`;
    }
    case 'instance': {
      if (node.name === undefined) return 'an instance has a name';
      const child = context.siblings.get(node.module);
      if (!child) return `there is no module ${node.module} before this one`;
      if (child.sequential && clockingOf(child).enable === undefined && (context.enabled || node.gated))
        return `${child.name} has no enable, which is needed here`;
      const [wanted, given] = [child.inputs, node.ports].map((list) => list.length);
      const operands = given + (node.gated ? 1 : 0);
      if (node.gated && widths.at(-1) !== 1) return 'the last operand of a gated instance is its gate, of 1 bit';
      if (wanted !== given || operands !== widths.length || child.inputs.some((p, i) => p.name !== node.ports[i]))
        return `the ports of ${node.module} are (${child.inputs.map((p) => p.name).join(', ')})`;
      const wrong = child.inputs.find((p, i) => p.width !== widths[i]);
      return wrong ? `port ${wrong.name} of ${node.module} is ${wrong.width} bits wide` : undefined;
    }
    case 'instance_output': {
      const instance = context.nodes[node.args[0]];
      const child = instance.op === 'instance' ? context.siblings.get(instance.module) : undefined;
      const port = child?.outputs.find((p) => p.name === node.port);
      if (!port) return `${child?.name} has no output ${node.port}`;
      const key = `${node.args[0]}:${node.port}`;
      if (context.outputsRead.has(key)) return `output ${node.port} of this instance has a node already`;
      context.outputsRead.add(key);
      return port.width === width ? undefined : `output ${node.port} is ${port.width} bits wide`;
    }
  }
}

function portViolation({ name: module, inputs, outputs, nodes }: Netlist): Violation | undefined {
  const listed = new Set<NodeId>();
  for (const port of inputs) {
    const node = nodes[port.node];
    if (node?.op !== 'input' || node.name !== port.name || node.width !== port.width || listed.has(port.node))
      return { module, node: port.node, rule: `input port ${port.name} and its node agree` };
    listed.add(port.node);
  }
  const stray = nodes.findIndex((node, id) => node.op === 'input' && !listed.has(id));
  if (stray >= 0) return { module, node: stray, rule: 'every input node is a port' };
  for (const port of outputs) {
    const node = nodes[port.node];
    if (!node || node.op === 'instance' || node.width !== port.width)
      return { module, node: port.node, rule: `output port ${port.name} and its node agree` };
  }
  return undefined;
}

function nameViolation({ name: module, inputs, outputs, nodes }: Netlist): Violation | undefined {
  const taken = new Set<string>();
  for (const port of [...inputs, ...outputs]) {
    if (taken.has(port.name)) return { module, rule: `two ports are called ${port.name}` };
    taken.add(port.name);
  }
  for (const [id, node] of nodes.entries()) {
    if (node.name === undefined || node.op === 'input') continue;
    if (taken.has(node.name)) return { module, node: id, rule: `the name ${node.name} is taken` };
    taken.add(node.name);
  }
  return undefined;
}

function stateViolation(netlist: Netlist, siblings: ReadonlyMap<string, Netlist>): Violation | undefined {
  const { sequential, resets } = stateOf(netlist.nodes, siblings);
  if (sequential !== netlist.sequential)
    return {
      module: netlist.name,
      rule: `sequential is ${netlist.sequential}, but state is ${sequential ? '' : 'not '}held`,
    };
  if (resets === netlist.resets) return undefined;
  return { module: netlist.name, rule: `resets is ${netlist.resets}, but state is ${resets ? '' : 'not '}reset` };
}

function raise(violation: Violation | undefined, netlist: Netlist | undefined): void {
  if (!violation) return;
  const { module, node: id, rule } = violation;
  const node = id === undefined ? undefined : netlist?.nodes[id];
  const place =
    id === undefined ? '' : `, node %${id}${node ? ` (${node.op}${node.name ? ` ${node.name}` : ''})` : ''}`;
  throw new InternalError(`netlist ${module}${place}: ${rule}`);
}
