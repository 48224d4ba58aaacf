/**
 * The netlist executed, one BigInt per node: the meaning of `netlist.ts` in its shortest form. Modules are walked in their
 * hierarchy as they stand; nothing is flattened, folded or narrowed, so that this file shares no code with what it checks.
 */
import { InternalError, invariant } from '../diagnostics/diagnostic.ts';
import { type NetDesign, type Netlist, type NetNode, type NodeId, topOf } from '../netlist/netlist.ts';
import { streamOfRows } from './columns.ts';
import type { GoldenModel } from './golden.ts';
import { packRows, unpackRows } from './packing.ts';

export function interpret(design: NetDesign): GoldenModel {
  const modules = new Map(design.modules.map((m) => [m.name, m]));
  const { name, inputs, outputs, sequential } = topOf(design);
  const top = new ModuleState(name, modules, () => 0n);
  const step = (words: readonly bigint[]) => {
    const results = top.evaluate(inputs.map((port, i) => BigInt.asUintN(port.width, words[i])));
    top.clock();
    return results;
  };
  const run = (rows: Uint32Array, count: number) => packRows(outputs, unpackRows(inputs, rows, count).map(step));
  return {
    inputs,
    outputs,
    sequential,
    reset: () => top.reset(),
    step,
    run,
    stream: () => streamOfRows({ inputs, outputs, run }),
  };
}

/** The word of a node in the present cycle. */
export interface NodeWord {
  readonly module: Netlist;
  /** Names of the instances down to the module, from the top. */
  readonly path: readonly string[];
  readonly node: NodeId;
  readonly word: bigint;
}

/** What is read from a memory where nothing was written yet. */
export type Unwritten = (memory: NodeId, width: number) => bigint;

/** The words of all nodes, cycle by cycle, operands before their users. */
export function nodeWords(
  design: NetDesign,
  rows: readonly (readonly bigint[])[],
  unwritten: Unwritten = () => 0n,
): NodeWord[][] {
  const top = new ModuleState(topOf(design).name, new Map(design.modules.map((m) => [m.name, m])), unwritten);
  return rows.map((row) => {
    top.evaluate(row);
    const words = [...top.words([])];
    top.clock();
    return words;
  });
}

/** One instance of a module: its registers and memories, the instances below it, and the words of the present cycle. */
class ModuleState {
  readonly #module: Netlist;
  readonly #unwritten: Unwritten;
  readonly #registers = new Map<NodeId, bigint>();
  /** The words that were written, by memory and address. */
  readonly #memories = new Map<NodeId, Map<bigint, bigint>>();
  readonly #children = new Map<NodeId, ModuleState>();
  readonly #words: bigint[] = [];
  readonly #childOutputs = new Map<NodeId, Map<string, bigint>>();

  constructor(name: string, modules: ReadonlyMap<string, Netlist>, unwritten: Unwritten) {
    this.#unwritten = unwritten;
    const module = modules.get(name);
    invariant(module, `no module ${name}`);
    this.#module = module;
    for (const [id, node] of module.nodes.entries())
      if (node.op === 'instance') this.#children.set(id, new ModuleState(node.module, modules, unwritten));
      else if (node.op === 'ram') this.#memories.set(id, new Map());
    this.reset();
  }

  reset(): void {
    for (const [id, node] of this.#module.nodes.entries())
      if (node.op === 'reg') this.#registers.set(id, node.init ?? this.#registers.get(id) ?? 0n);
    for (const child of this.#children.values()) child.reset();
  }

  /** Outputs for these inputs and the present state. */
  evaluate(inputs: readonly bigint[]): bigint[] {
    const { nodes, inputs: ports, outputs } = this.#module;
    for (const [i, port] of ports.entries()) this.#words[port.node] = inputs[i];
    for (const [id, node] of nodes.entries()) {
      const args = node.args.map((a) => this.#words[a]);
      if (node.op === 'reg') this.#words[id] = this.#registers.get(id) as bigint;
      else if (node.op === 'ram') this.#words[id] = this.#read(id, node, args[0]);
      else if (node.op === 'instance') this.#evaluateChild(id, args);
      else if (node.op === 'instance_output')
        this.#words[id] = this.#childOutputs.get(node.args[0])?.get(node.port) as bigint;
      else if (node.op !== 'input') {
        const widths = node.args.map((a) => nodes[a].width);
        this.#words[id] = BigInt.asUintN(node.width, evaluate(node, args, widths));
      }
    }
    return outputs.map((port) => this.#words[port.node]);
  }

  /** The clock edge, after `evaluate`. A gated instance only advances where its gate is 1. */
  clock(): void {
    for (const [id, node] of this.#module.nodes.entries())
      if (node.op === 'reg') this.#registers.set(id, this.#words[node.next]);
      else if (node.op === 'ram') this.#write(id, node);
      else if (node.op === 'instance' && !(node.gated && this.#words[node.args.at(-1) as NodeId] === 0n))
        this.#children.get(id)?.clock();
  }

  #read(id: NodeId, { depth, width }: NetNode & { op: 'ram' }, address: bigint): bigint {
    if (address >= depth) return 0n;
    return this.#memories.get(id)?.get(address) ?? this.#unwritten(id, width);
  }

  #write(id: NodeId, { depth, enable, writeAddress, data }: NetNode & { op: 'ram' }): void {
    const address = this.#words[writeAddress];
    if (this.#words[enable] === 1n && address < depth) this.#memories.get(id)?.set(address, this.#words[data]);
  }

  /** What `evaluate` left, an instance's nodes in the place of the instance. */
  *words(path: readonly string[]): Generator<NodeWord> {
    for (const [node, { op, name }] of this.#module.nodes.entries()) {
      const child = this.#children.get(node);
      if (child) yield* child.words([...path, name as string]);
      else if (op !== 'instance') yield { module: this.#module, path, node, word: this.#words[node] };
    }
  }

  #evaluateChild(id: NodeId, args: readonly bigint[]): void {
    const child = this.#children.get(id) as ModuleState;
    const results = child.evaluate(args);
    this.#childOutputs.set(id, new Map(child.#module.outputs.map((port, i) => [port.name, results[i]])));
  }
}

/** The word of a node whose operands are the words `[a, b, c]`, before it is cut to the node's width. */
function evaluate(node: NetNode, args: readonly bigint[], widths: readonly number[]): bigint {
  const [a, b, c] = args;
  const signed = (i: number) => BigInt.asIntN(widths[i], args[i]);
  const ones = (1n << BigInt(widths[0] ?? 0)) - 1n;
  switch (node.op) {
    case 'const':
      return node.value;
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'neg':
      return -a;
    case 'mulu':
      return a * b;
    case 'muls':
      return signed(0) * signed(1);
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
    case 'not':
      return ~a;
    case 'eq':
      return bit(a === b);
    case 'ltu':
      return bit(a < b);
    case 'lts':
      return bit(signed(0) < signed(1));
    case 'shl':
      return b >= node.width ? 0n : a << b;
    case 'shru':
      return b >= node.width ? 0n : a >> b;
    case 'shrs':
      return signed(0) >> (b >= node.width ? BigInt(node.width) : b);
    case 'mux':
      return a ? b : c;
    case 'concat':
      return args.reduce((word, part, i) => (word << BigInt(widths[i])) | part, 0n);
    case 'slice':
      return a >> BigInt(node.lo);
    case 'zext':
      return a;
    case 'sext':
      return signed(0);
    case 'redand':
      return bit(a === ones);
    case 'redor':
      return bit(a !== 0n);
    case 'redxor':
      return BigInt(a.toString(2).replaceAll('0', '').length % 2);
    case 'rom':
      return a < node.table.length ? node.table[Number(a)] : 0n;
    case 'input':
    case 'reg':
    case 'ram':
    case 'instance':
    case 'instance_output':
      throw new InternalError(`${node.op} has no word of its operands`);
  }
}

function bit(condition: boolean): bigint {
  return condition ? 1n : 0n;
}
