/** One design as one C++ function: a variable per node, registers read first and updated last. */

import type { Type } from '../../formats/format.ts';
import { typeName } from '../../formats/name.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import { type Design, isSequential, type Node, type NodeId, outputsOf, type Port } from '../../ir/ir.ts';
import { operatorNamed } from '../../ops/registry.ts';
import { FunctionContext } from './context.ts';
import { arraysOf, type Cell, cellDeclaration, initialValues, isAggregate } from './state.ts';
import type { TranslationUnit } from './unit.ts';
import { CppWriter } from './writer.ts';

/** A design that became a function, for those that call it. */
export interface DesignFunction {
  readonly name: string;
  readonly design: Design;
  readonly parameters: readonly string[];
  readonly body: readonly string[];
  /** The C++ type of an element of its results, where that has a name of its own. */
  readonly result?: string;
  /** The struct of its state, where it has one and is given it by its caller. */
  readonly struct?: {
    readonly name: string;
    readonly fields: readonly string[];
    readonly cells: readonly Cell[];
  };
}

export interface DesignFunctionOptions {
  /** Types of the ports by name; a port that is not there has the plain type of its format. */
  readonly portTypes: ReadonlyMap<string, string>;
  /** State is kept in static variables; otherwise the caller passes it. */
  readonly ownState: boolean;
  readonly children: ReadonlyMap<string, DesignFunction>;
}

export function designFunction(
  unit: TranslationUnit,
  design: Design,
  name: string,
  options: DesignFunctionOptions,
): DesignFunction {
  return new DesignPrinter(unit, design, name, options).print();
}

/** What the results of unnamed nodes are called; others after their operator. */
const NOUNS: Readonly<Record<string, string>> = {
  add: 'sum',
  sub: 'diff',
  mul: 'prod',
  div: 'quotient',
  sqrt: 'root',
  slice: 'bits',
  const: 'constant',
  and: 'masked',
  or: 'joined',
  xor: 'toggled',
  not: 'inverted',
};

class DesignPrinter {
  readonly #unit: TranslationUnit;
  readonly #design: Design;
  readonly #name: string;
  readonly #options: DesignFunctionOptions;
  readonly #names: (wanted: string) => string;
  readonly #writer = new CppWriter();
  readonly #context: FunctionContext;
  readonly #cells: Cell[] = [];
  /** The expression of every node; of an instance, the variables of its outputs by port. */
  readonly #values: string[] = [];
  readonly #instances = new Map<NodeId, Map<string, string>>();
  /** The nodes and outputs that read a node. */
  readonly #readers = new Map<NodeId, Set<NodeId | string>>();
  /** The names of the output parameters by port. */
  readonly #outputs = new Map<string, string>();

  constructor(unit: TranslationUnit, design: Design, name: string, options: DesignFunctionOptions) {
    this.#unit = unit;
    this.#design = design;
    this.#name = name;
    this.#options = options;
    this.#names = uniqueNames(unit.taken());
    this.#context = new FunctionContext(unit, this.#writer, this.#names);
  }

  print(): DesignFunction {
    const { nodes, outputs } = this.#design;
    // Ports first: they keep their names.
    const parameters = [
      ...nodes.flatMap((node, id) => (node.op === 'input' ? [this.#inputParameter(node, id)] : [])),
      ...outputsOf(this.#design).map((port) => this.#outputParameter(port.name, port.type)),
    ];
    const sequential = isSequential(this.#design);
    const struct = sequential && !this.#options.ownState ? this.#unit.names(`${this.#name}_state`) : undefined;
    const state = struct && this.#names('state');
    if (struct) parameters.push(`${struct} &${state}`);
    const access = state ? `${state}.` : '';
    for (const [id, node] of nodes.entries()) this.#cell(id, node, access);
    if (!struct) this.#statics();

    this.#findReaders();
    const direct = this.#directOutputs();
    const tabled = this.#tabledConstants();
    for (const [id, node] of nodes.entries()) if (!tabled.has(id)) this.#node(id, node, direct.get(id));
    for (const output of outputs) {
      const parameter = this.#outputs.get(output.name) as string;
      if (this.#values[output.node] === parameter) continue;
      this.#context.writing(output.name);
      this.#context.assign(nodes[output.node].type, parameter, this.#values[output.node]);
    }
    this.#updates();
    const fields = this.#cells.map((c) => `${cellDeclaration(this.#unit.types, c)};`);
    return {
      name: this.#name,
      design: this.#design,
      parameters,
      body: this.#writer.text(),
      ...(struct && { struct: { name: struct, fields, cells: this.#cells } }),
    };
  }

  #inputParameter(node: Node, id: NodeId): string {
    const name = this.#names(node.name as string);
    this.#values[id] = name;
    return `const ${this.#portType(node.name as string, node.type)} ${name}${bounds(node.type)}`;
  }

  #outputParameter(port: string, type: Type): string {
    const name = this.#names(port);
    this.#outputs.set(port, name);
    const of = this.#portType(port, type);
    return type.kind === 'vector' ? `${of} ${name}${bounds(type)}` : `${of} &${name}`;
  }

  #portType(port: string, type: Type): string {
    return this.#options.portTypes.get(port) ?? this.#unit.types.scalar(type.kind === 'vector' ? type.element : type);
  }

  /** The state that a node keeps, and the expression that reads it. */
  #cell(id: NodeId, node: Node, access: string): void {
    const { nodes } = this.#design;
    if (node.op === 'register' || node.op === 'delay') {
      const name = this.#names(node.name ?? `${nodes[node.args[0]].name ?? 'value'}_delayed`);
      const { n: length = 1, init = 0n } = node.attrs as { n?: number; init?: bigint };
      this.#cells.push(
        length === 1
          ? { kind: 'register', name, type: node.type, init }
          : { kind: 'line', name, type: node.type, length },
      );
      this.#values[id] = access + name + (length === 1 ? '' : `[${length - 1}]`);
    } else if (node.op === 'instance') {
      const child = this.#child(node);
      if (!child.struct) return;
      const name = this.#names(`${node.name}_state`);
      this.#cells.push({ kind: 'child', name, struct: child.struct.name, cells: child.struct.cells });
      this.#values[id] = access + name;
    }
  }

  #child(node: Node): DesignFunction {
    return this.#options.children.get(String(node.attrs.design)) as DesignFunction;
  }

  #statics(): void {
    const { types } = this.#unit;
    if (this.#cells.length === 0) return;
    for (const cell of this.#cells) {
      const head = `static ${cellDeclaration(types, cell)}`;
      const values = initialValues(this.#unit, cell);
      if (isAggregate(cell)) this.#writer.initialiser(head, values);
      else this.#writer.line(`${head} = ${values[0]};`);
      this.#writer.lines(types.dialect.reset(cell.name));
      for (const array of arraysOf(cell)) this.#writer.lines(types.dialect.partition(array));
    }
    this.#writer.line('');
  }

  #findReaders(): void {
    const { nodes, outputs } = this.#design;
    const read = (id: NodeId, by: NodeId | string) => {
      const readers = this.#readers.get(id) ?? new Set();
      this.#readers.set(id, readers.add(by));
    };
    for (const [by, node] of nodes.entries()) for (const arg of node.args) read(arg, by);
    for (const output of outputs) read(output.node, output.name);
  }

  /** Unnamed scalar results that only one output reads are written to it at once. */
  #directOutputs(): Map<NodeId, string> {
    const { nodes, outputs } = this.#design;
    return new Map(
      outputs
        .filter(({ node: id }) => {
          const { op, name, type } = nodes[id];
          const stored = ['input', 'register', 'delay', 'instance_output'].includes(op);
          return !stored && name === undefined && type.kind !== 'vector' && this.#onlyReader(id) !== undefined;
        })
        .map((o) => [o.node, o.name]),
    );
  }

  /** Constants that only stand in constant vectors, which are written as tables. */
  #tabledConstants(): Set<NodeId> {
    const { nodes, outputs } = this.#design;
    const constants = new Set([...nodes.keys()].filter((id) => nodes[id].op === 'const'));
    for (const node of nodes) if (!this.#isConstantVector(node)) for (const arg of node.args) constants.delete(arg);
    for (const output of outputs) constants.delete(output.node);
    return constants;
  }

  #isConstantVector(node: Node): boolean {
    return node.op === 'vector' && node.args.every((a) => this.#design.nodes[a].op === 'const');
  }

  #node(id: NodeId, node: Node, output: string | undefined): void {
    if (this.#isConstantVector(node) && node.type.kind === 'vector') {
      const words = node.args.map((a) => this.#design.nodes[a].attrs.word as bigint);
      this.#values[id] = this.#context.table(words, node.type.element, node.name ?? 'constants');
      return;
    }
    switch (node.op) {
      case 'input':
      case 'register':
      case 'delay':
        return;
      case 'instance':
        this.#call(id, node);
        return;
      case 'instance_output':
        this.#values[id] = this.#instances.get(node.args[0])?.get(String(node.attrs.port)) as string;
        return;
    }
    const { nodes } = this.#design;
    const context = this.#context;
    const wanted = node.name ?? (output ? `${output}_result` : this.#derivedName(id, node));
    context.writing(wanted, output ?? wanted);
    const use = { args: node.args.map((a) => nodes[a].type), type: node.type, attrs: node.attrs };
    const expression = operatorNamed(node.op).hls(
      context,
      node.args.map((a) => this.#values[a]),
      use,
    );
    if (this.#isRewired(id, node)) this.#values[id] = expression;
    else if (output !== undefined) {
      this.#writer.line(`${this.#outputs.get(output)} = ${expression};`);
      this.#values[id] = this.#outputs.get(output) as string;
    } else if (node.type.kind === 'vector' || context.isOwn(expression)) this.#values[id] = expression;
    else {
      const type = context.type(node.type);
      const name = this.#names(wanted);
      this.#writer.line(`const ${type} ${name} = ${plainValue(expression, type)};${this.#note(node)}`);
      this.#values[id] = name;
    }
  }

  /** An element that only goes into other vectors is copied there, without a variable of its own. State may change before. */
  #isRewired(id: NodeId, { op, name, args }: Node): boolean {
    const { nodes } = this.#design;
    const readers = [...(this.#readers.get(id) ?? [])];
    const isVector = (by: NodeId | string) => typeof by === 'number' && nodes[by].op === 'vector';
    return (
      op === 'element' &&
      name === undefined &&
      !['register', 'delay'].includes(nodes[args[0]].op) &&
      readers.every(isVector)
    );
  }

  /** An unnamed result after the named node or output that alone is made from it, such as `y_sum`. */
  #derivedName(id: NodeId, node: Node): string {
    const { nodes } = this.#design;
    const noun = NOUNS[node.op] ?? node.op;
    let reader = this.#onlyReader(id);
    if (typeof reader === 'number' && ['register', 'delay'].includes(nodes[reader].op) && nodes[reader].name)
      return `${nodes[reader].name}_next`;
    while (typeof reader === 'number' && nodes[reader].name === undefined) reader = this.#onlyReader(reader);
    const owner = typeof reader === 'number' ? nodes[reader].name : reader;
    return owner === undefined ? noun : `${owner}_${noun}`;
  }

  /** The node or output that reads a node, where there is just one. */
  #onlyReader(id: NodeId): NodeId | string | undefined {
    const [reader, ...others] = this.#readers.get(id) ?? [];
    return others.length === 0 ? reader : undefined;
  }

  /** What travels as an unsigned word says nothing of its format, so that stands beside it. */
  #note(node: Node): string {
    return node.type.kind !== 'vector' && !this.#unit.types.isFixed(node.type) ? ` // ${typeName(node.type)}` : '';
  }

  #call(id: NodeId, node: Node): void {
    const child = this.#child(node);
    const outputs = new Map<string, string>();
    for (const port of outputsOf(child.design)) outputs.set(port.name, this.#resultVariable(id, node, port, child));
    const state = child.struct ? [this.#values[id]] : [];
    const given = [...node.args.map((a) => this.#values[a]), ...outputs.values(), ...state];
    this.#writer.line(`${child.name}(${given.join(', ')});`);
    this.#instances.set(id, outputs);
  }

  /** What an instance writes a result to: the output that alone reads it, where that is an array, or a variable. */
  #resultVariable(id: NodeId, node: Node, port: Port, child: DesignFunction): string {
    const { nodes } = this.#design;
    const isIt = (n: Node) => n.op === 'instance_output' && n.args[0] === id && n.attrs.port === port.name;
    const reader = port.type.kind === 'vector' ? this.#onlyReader(nodes.findIndex(isIt)) : undefined;
    if (typeof reader === 'string') return this.#outputs.get(reader) as string;
    const wanted = `${node.name}_${child.result === undefined ? port.name : 'result'}`;
    return this.#context.declare(port.type, wanted, undefined, child.result);
  }

  /** The clock edge. Whatever is read here was computed before, or is saved before anything is overwritten. */
  #updates(): void {
    const { nodes } = this.#design;
    const stateful = [...nodes.entries()].filter(([, n]) => n.op === 'register' || n.op === 'delay');
    if (stateful.length === 0) return;
    this.#writer.part('Next state.');
    const updates = stateful.map(([id, node]) => {
      const [next] = node.args;
      const moves = nodes[next].op === 'register' || nodes[next].op === 'delay';
      return { id, node, next: moves ? this.#saved(next) : this.#values[next] };
    });
    for (const { id, node, next } of updates) {
      const target = this.#values[id];
      this.#context.writing(node.name ?? node.op);
      const { n: length = 1 } = node.attrs as { n?: number };
      if (length === 1) this.#context.assign(node.type, target, next);
      else this.#shift(target.replace(/\[\d+\]$/, ''), length, node.type, next);
    }
  }

  #saved(id: NodeId): string {
    const { type, name } = this.#design.nodes[id];
    const wanted = `${name ?? 'state'}_now`;
    if (type.kind !== 'vector') {
      const saved = this.#names(wanted);
      this.#writer.line(`const ${this.#context.type(type)} ${saved} = ${this.#values[id]};`);
      return saved;
    }
    const saved = this.#context.declare(type, wanted);
    this.#context.writing(wanted);
    this.#context.assign(type, saved, this.#values[id]);
    return saved;
  }

  #shift(line: string, length: number, type: Type, next: string): void {
    const move = (to: string, from: string) => this.#context.assign(type, `${line}[${to}]`, `${line}[${from}]`);
    if (length === 2) move('1', '0');
    else this.#context.loop('shift', length - 1, (i) => move(`${length - 1} - ${i}`, `${length - 2} - ${i}`));
    this.#context.assign(type, `${line}[0]`, next);
  }
}

function bounds(type: Type): string {
  return type.kind === 'vector' ? `[${type.length}]` : '';
}

/** `T(0.75)` as `0.75`, where a declaration names the type already. */
function plainValue(expression: string, type: string): string {
  const inner =
    expression.startsWith(`${type}(`) && expression.endsWith(')') ? expression.slice(type.length + 1, -1) : '';
  return /^-?\d[\w.+-]*$/.test(inner) ? inner : expression;
}
