/**
 * A combinational netlist as a C++ function over unsigned integers: one statement per net. The text uses only what is the
 * same in ap_int, ac_int and the SystemC integers; results that are wider there are cut by the assignment to the net.
 */
import { InternalError } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';
import { integer, wordLiteral } from './literal.ts';
import type { CppTypes } from './types.ts';
import { CppWriter } from './writer.ts';

export interface CppFunction {
  readonly comment: string;
  readonly name: string;
  readonly returns: string;
  readonly parameters: readonly string[];
  readonly body: readonly string[];
}

/** The function of a netlist with one output; parameters are the input ports in order. */
export function netlistFunction(types: CppTypes, netlist: Netlist, name: string, comment: string): CppFunction {
  const printer = new NetlistPrinter(types, netlist);
  const [output] = netlist.outputs;
  return {
    comment,
    name,
    returns: types.uint(output.width),
    parameters: netlist.inputs.map((port) => `const ${types.uint(port.width)} ${printer.operand(port.node)}`),
    body: printer.body(output.node),
  };
}

/** Operations whose result is right whatever the widths of their unsigned operands. */
const EXTENDING: ReadonlySet<NetNode['op']> = new Set(['add', 'sub', 'and', 'or', 'xor', 'eq', 'ltu']);

/** Concatenations of more parts than this are built up in statements. */
const MOST_PARTS = 4;

/** `sc_biguint` of `sc_biguint<65>`: types of one family convert into each other without being asked. */
function family(type: string): string {
  return type.slice(0, type.indexOf('<'));
}

class NetlistPrinter {
  readonly #types: CppTypes;
  readonly #nodes: readonly NetNode[];
  readonly #names: (string | undefined)[] = [];
  readonly #writer = new CppWriter();

  constructor(types: CppTypes, netlist: Netlist) {
    this.#types = types;
    this.#nodes = netlist.nodes;
    const unique = uniqueNames();
    for (const [id, node] of netlist.nodes.entries())
      if (node.op !== 'const') this.#names[id] = unique(node.name ?? `n${id}`);
  }

  body(result: NodeId): readonly string[] {
    const silent = this.#implicitExtensions(result);
    for (const [id, node] of this.#nodes.entries()) {
      if (silent.has(id)) this.#names[id] = this.operand(node.args[0]);
      else if (node.op !== 'input' && node.op !== 'const') this.#statement(id, node);
    }
    this.#writer.line(`return ${this.operand(result)};`);
    return this.#writer.text();
  }

  /** Zero extensions that every reader makes by itself: unsigned operands are brought to one width by the libraries. */
  #implicitExtensions(result: NodeId): Set<NodeId> {
    const type = (id: NodeId) => family(this.#types.uint(this.#nodes[id].width));
    const silent = new Set<NodeId>();
    for (const [id, node] of this.#nodes.entries())
      if (node.op === 'zext' && node.name === undefined && id !== result && type(id) === type(node.args[0]))
        silent.add(id);
    for (const node of this.#nodes) if (!EXTENDING.has(node.op)) for (const arg of node.args) silent.delete(arg);
    return silent;
  }

  /** The net as a primary expression of its type. */
  operand(id: NodeId): string {
    const node = this.#nodes[id];
    return node.op === 'const' ? wordLiteral(this.#types.dialect, node.value, node.width) : (this.#names[id] as string);
  }

  #statement(id: NodeId, node: NetNode): void {
    const type = this.#types.uint(node.width);
    const name = this.#names[id] as string;
    if (node.op === 'rom') {
      const words = node.table.map((w) => wordLiteral(this.#types.dialect, w, node.width));
      this.#writer.initialiser(`static const ${type} ${name}_table[${words.length}]`, words);
    }
    const parts = node.op === 'concat' ? this.#parts(node) : [];
    if (parts.length > MOST_PARTS) {
      this.#writer.line(`${type} ${name} = ${parts[0]};`);
      for (const part of parts.slice(1)) this.#writer.line(`${name} |= ${part};`);
    } else this.#writer.line(`const ${type} ${name} = ${this.#expression(node, name)};`);
  }

  #expression(node: NetNode, name: string): string {
    const [a, b, c] = node.args.map((x) => this.operand(x));
    const widthOf = (i: number) => this.#nodes[node.args[i]].width;
    const type = this.#types.uint(node.width);
    const signed = (i: number, room = widthOf(i)) =>
      `${this.#types.sint(widthOf(i), room)}(${this.operand(node.args[i])})`;
    switch (node.op) {
      case 'add':
        return `${a} + ${b}`;
      case 'sub':
        return `${a} - ${b}`;
      case 'and':
        return `${a} & ${b}`;
      case 'or':
        return `${a} | ${b}`;
      case 'xor':
        return `${a} ^ ${b}`;
      case 'neg':
        return `-${a}`;
      case 'not':
        return `~${a}`;
      case 'mulu':
        return `${this.#factor(node, 0)} * ${this.#factor(node, 1)}`;
      case 'muls':
        return `${signed(0, node.width)} * ${signed(1, node.width)}`;
      case 'eq':
        return `${a} == ${b}`;
      case 'ltu':
        return `${a} < ${b}`;
      case 'lts':
        return `${signed(0)} < ${signed(1)}`;
      case 'redand':
        return `${this.#types.uint(widthOf(0))}(~${a}) == 0`;
      case 'redor':
        return `${a} != 0`;
      case 'redxor':
        return `${a}.xor_reduce()`;
      case 'mux':
        return `(${a} == 1) ? ${b} : ${c}`;
      case 'slice':
        return this.#types.dialect.bits(a, widthOf(0), node.lo + node.width - 1, node.lo);
      case 'zext':
        return family(type) === family(this.#types.uint(widthOf(0))) ? a : `${type}(${a})`;
      case 'sext':
        return `${type}(${signed(0, node.width)})`;
      case 'concat':
        return this.#parts(node).join(' | ');
      case 'shl':
        return this.#guarded(node, `${type}(${a} << ${b}.to_uint())`, `${type}(0)`);
      case 'shru':
        return this.#guarded(node, `${type}(${a} >> ${b}.to_uint())`, `${type}(0)`);
      case 'shrs':
        return this.#guarded(
          node,
          `${type}(${signed(0)} >> ${b}.to_uint())`,
          `${type}(${signed(0)} >> ${node.width - 1})`,
        );
      case 'rom':
        return this.#inTable(node, `${name}_table[${a}.to_uint()]`);
      case 'const':
      case 'input':
      case 'reg':
      case 'ram':
      case 'instance':
      case 'instance_output':
        throw new InternalError(`a C++ function of words has no statement for ${node.op}`);
    }
  }

  /** A factor of an unsigned product, in a type that computes in all the bits that the product needs. */
  #factor(node: NetNode, i: number): string {
    const { width } = this.#nodes[node.args[i]];
    const text = this.operand(node.args[i]);
    const narrow = family(this.#types.uint(width)) !== family(this.#types.uint(node.width));
    return narrow ? `${this.#types.uint(node.width)}(${text})` : text;
  }

  /** Each part of a concatenation at its place, the lowest first; parts that are constant zeros are left out. */
  #parts(node: NetNode): string[] {
    const type = this.#types.uint(node.width);
    const placed: string[] = [];
    let lo = 0;
    for (const id of node.args.toReversed()) {
      const part = this.#nodes[id];
      const text = this.operand(id);
      if (part.op !== 'const' || part.value !== 0n)
        placed.push(lo === 0 ? `${type}(${text})` : `${type}(${type}(${text}) << ${lo})`);
      lo += part.width;
    }
    return placed.length > 0 ? placed : [`${type}(0)`];
  }

  /** `within` where the amount is below the width, otherwise `beyond`. */
  #guarded(node: NetNode, within: string, beyond: string): string {
    const amount = this.#nodes[node.args[1]];
    if (amount.width < 31 && 2 ** amount.width <= node.width) return within;
    return `(${this.operand(node.args[1])} < ${node.width}) ? ${within} : ${beyond}`;
  }

  #inTable(node: NetNode & { readonly op: 'rom' }, within: string): string {
    const address = this.#nodes[node.args[0]];
    if (address.width < 31 && 2 ** address.width === node.table.length) return within;
    const count = integer(BigInt(node.table.length));
    return `(${this.operand(node.args[0])} < ${count}) ? ${within} : ${this.#types.uint(node.width)}(0)`;
  }
}
