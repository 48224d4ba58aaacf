import { invariant } from '../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NetPort, NodeId } from './netlist.ts';
import { stateOf } from './state.ts';

/** A word under construction: a node of one builder and its width. */
export interface Net {
  readonly id: NodeId;
  readonly width: number;
}

type NodeFields<T> = T extends NetNode ? Omit<T, 'width' | 'args'> : never;

/**
 * Builds one netlist. Operand widths are checked at once, so a lowering that gets a width wrong fails where it is written.
 * Every method appends exactly the node that its name says; simplification is the passes' business.
 */
export class NetBuilder {
  readonly #nodes: NetNode[] = [];
  readonly #inputs: NetPort[] = [];
  readonly #outputs: NetPort[] = [];
  readonly #scope: string[] = [];
  /** What is instantiated. */
  readonly #modules = new Map<string, Netlist>();

  // -- sources
  input(name: string, width: number, note?: string): Net {
    const net = this.#push(width, [], { op: 'input', name, note });
    this.#inputs.push({ name, width, node: net.id, note });
    return net;
  }
  const(width: number, value: bigint | number): Net {
    return this.#push(width, [], { op: 'const', value: BigInt.asUintN(width, BigInt(value)) });
  }
  zero(width: number): Net {
    return this.const(width, 0n);
  }
  /** A word with all bits set. */
  ones(width: number): Net {
    return this.const(width, -1n);
  }

  // -- arithmetic modulo 2^width
  add(a: Net, b: Net): Net {
    return this.#same('add', a, b);
  }
  sub(a: Net, b: Net): Net {
    return this.#same('sub', a, b);
  }
  neg(a: Net): Net {
    return this.#push(a.width, [a], { op: 'neg' });
  }
  /** Product of unsigned words, `width` low bits (default: all). */
  mulu(a: Net, b: Net, width = a.width + b.width): Net {
    return this.#product('mulu', a, b, width);
  }
  /** Product of two's complement words, `width` low bits (default: all). */
  muls(a: Net, b: Net, width = a.width + b.width): Net {
    return this.#product('muls', a, b, width);
  }

  /** The product of `mulu` or `muls`, for which a multiplier block is asked for. */
  inBlock(product: Net): Net {
    const node = this.#nodes[product.id];
    if (node.op === 'mulu' || node.op === 'muls') this.#nodes[product.id] = { ...node, dsp: true };
    return product;
  }

  // -- logic
  and(a: Net, b: Net): Net {
    return this.#same('and', a, b);
  }
  or(a: Net, b: Net): Net {
    return this.#same('or', a, b);
  }
  xor(a: Net, b: Net): Net {
    return this.#same('xor', a, b);
  }
  not(a: Net): Net {
    return this.#push(a.width, [a], { op: 'not' });
  }
  redand(a: Net): Net {
    return this.#push(1, [a], { op: 'redand' });
  }
  redor(a: Net): Net {
    return this.#push(1, [a], { op: 'redor' });
  }
  redxor(a: Net): Net {
    return this.#push(1, [a], { op: 'redxor' });
  }

  // -- comparison
  eq(a: Net, b: Net): Net {
    return this.#compare('eq', a, b);
  }
  ltu(a: Net, b: Net): Net {
    return this.#compare('ltu', a, b);
  }
  lts(a: Net, b: Net): Net {
    return this.#compare('lts', a, b);
  }

  // -- moving bits
  shl(a: Net, by: Net): Net {
    return this.#push(a.width, [a, by], { op: 'shl' });
  }
  shru(a: Net, by: Net): Net {
    return this.#push(a.width, [a, by], { op: 'shru' });
  }
  shrs(a: Net, by: Net): Net {
    return this.#push(a.width, [a, by], { op: 'shrs' });
  }
  mux(select: Net, whenOne: Net, whenZero: Net): Net {
    invariant(select.width === 1, `mux select is ${select.width} bits wide`);
    invariant(whenOne.width === whenZero.width, `mux of ${whenOne.width} and ${whenZero.width} bits`);
    return this.#push(whenOne.width, [select, whenOne, whenZero], { op: 'mux' });
  }
  /** Most significant part first. Parts of width 0 do not exist; leave them out. */
  concat(...parts: Net[]): Net {
    invariant(parts.length > 0, 'concat of nothing');
    if (parts.length === 1) return parts[0];
    const width = parts.reduce((sum, p) => sum + p.width, 0);
    return this.#push(width, parts, { op: 'concat' });
  }
  /** Bits hi..lo, both included. */
  slice(a: Net, hi: number, lo: number): Net {
    invariant(0 <= lo && lo <= hi && hi < a.width, `slice [${hi}:${lo}] of ${a.width} bits`);
    return lo === 0 && hi === a.width - 1 ? a : this.#push(hi - lo + 1, [a], { op: 'slice', lo });
  }
  bit(a: Net, index: number): Net {
    return this.slice(a, index, index);
  }
  msb(a: Net): Net {
    return this.bit(a, a.width - 1);
  }
  zext(a: Net, width: number): Net {
    return this.#extend('zext', a, width);
  }
  sext(a: Net, width: number): Net {
    return this.#extend('sext', a, width);
  }
  /** Extension by the signedness of what the word means. */
  extend(a: Net, width: number, signed: boolean): Net {
    return this.#extend(signed ? 'sext' : 'zext', a, width);
  }
  rom(address: Net, width: number, table: readonly bigint[]): Net {
    invariant(
      table.length > 0 && table.length <= 2 ** address.width,
      `${table.length} words for ${address.width} address bits`,
    );
    return this.#push(width, [address], { op: 'rom', table: table.map((w) => BigInt.asUintN(width, w)) });
  }

  // -- state and hierarchy
  /** A register whose next value is given later, with `setNext`; without reset where `init` is undefined. */
  reg(width: number, init: bigint | undefined, name?: string, note?: string): Net {
    const word = init === undefined ? undefined : BigInt.asUintN(width, init);
    return this.#push(width, [], { op: 'reg', init: word, next: -1, name: name && this.#scoped(name), note });
  }
  setNext(register: Net, next: Net): void {
    const node = this.#nodes[register.id];
    invariant(node.op === 'reg' && node.next === -1, 'setNext takes a register, once');
    invariant(next.width === node.width, `register of ${node.width} bits takes ${next.width}`);
    this.#nodes[register.id] = { ...node, next: next.id };
  }
  /**
   * A memory of `depth` words with one port to read and one to write: the word at `address`, as it was before this cycle's
   * write; zero for addresses of `depth` and above. What is written is given later, with `setWrite`. Reset leaves the words;
   * at first they are unknown to the hardware and 0 in simulation.
   */
  ram(width: number, depth: number, address: Net, name?: string, note?: string): Net {
    invariant(
      Number.isInteger(depth) && depth > 0 && depth <= 2 ** address.width,
      `${depth} words for ${address.width} address bits`,
    );
    const unset = { enable: -1, writeAddress: -1, data: -1 };
    return this.#push(width, [address], { op: 'ram', depth, ...unset, name: name && this.#scoped(name), note });
  }
  /** What the memory stores at the end of a cycle where `enable` is 1; addresses past its end store nothing. */
  setWrite(ram: Net, enable: Net, address: Net, data: Net): void {
    const node = this.#nodes[ram.id];
    invariant(node.op === 'ram' && node.enable === -1, 'setWrite takes a memory, once');
    invariant(enable.width === 1, `a write enable has one bit, not ${enable.width}`);
    invariant(node.depth <= 2 ** address.width, `${node.depth} words for ${address.width} address bits`);
    invariant(data.width === node.width, `memory of ${node.width} bits takes ${data.width}`);
    this.#nodes[ram.id] = { ...node, enable: enable.id, writeAddress: address.id, data: data.id };
  }
  /** Instantiates a finished module, gated by a 1-bit net or not; the answer holds one net per output port, by name. */
  instance(module: Netlist, name: string, inputs: ReadonlyMap<string, Net>, gate?: Net): Map<string, Net> {
    const args = module.inputs.map((port) => {
      const net = inputs.get(port.name);
      invariant(net && net.width === port.width, `instance ${name}: port ${port.name} is ${port.width} bits wide`);
      return net;
    });
    this.#modules.set(module.name, module);
    const ports = module.inputs.map((p) => p.name);
    invariant(gate === undefined || gate.width === 1, `instance ${name}: a gate has one bit`);
    const fields = { op: 'instance', module: module.name, ports, name, ...(gate && { gated: true }) } as const;
    const instance = this.#push(0, gate ? [...args, gate] : args, fields);
    return new Map(
      module.outputs.map((port) => [
        port.name,
        this.#push(port.width, [instance], { op: 'instance_output', port: port.name, note: port.note }),
      ]),
    );
  }

  // -- names
  /** Gives a net the signal name (within the current scope) that it has in the Verilog, where it has none yet. */
  named(net: Net, name: string, note?: string): Net {
    const node = this.#nodes[net.id];
    if (node.name === undefined && node.op !== 'const')
      this.#nodes[net.id] = { ...node, name: this.#scoped(name), note: node.note ?? note };
    return net;
  }
  /** Names given inside `body` are prefixed as they would be here, whenever it runs. */
  deferred<A extends readonly unknown[]>(body: (...args: A) => void): (...args: A) => void {
    const scope = [...this.#scope];
    return (...args) => {
      const outer = this.#scope.splice(0, this.#scope.length, ...scope);
      try {
        body(...args);
      } finally {
        this.#scope.splice(0, this.#scope.length, ...outer);
      }
    };
  }
  #scoped(name: string): string {
    return [...this.#scope, name].join('_');
  }
  /** Names given inside `body` are prefixed: the internals of an operator carry the name of its result. */
  scoped<T>(prefix: string | undefined, body: () => T): T {
    if (prefix === undefined) return body();
    this.#scope.push(prefix);
    try {
      return body();
    } finally {
      this.#scope.pop();
    }
  }

  output(name: string, net: Net, note?: string): void {
    this.#outputs.push({ name, width: net.width, node: net.id, note });
  }
  finish(name: string, clocking?: Netlist['clocking']): Netlist {
    return {
      name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      nodes: uniquelyNamed(
        this.#nodes,
        [...this.#inputs, ...this.#outputs].map((p) => p.name),
      ),
      ...stateOf(this.#nodes, this.#modules),
      ...(clocking && { clocking }),
    };
  }

  #push(width: number, args: readonly Net[], fields: NodeFields<NetNode>): Net {
    invariant(width > 0 || fields.op === 'instance', `${fields.op} of width ${width}`);
    const id = this.#nodes.length;
    this.#nodes.push({ width, args: args.map((a) => a.id), ...fields } as NetNode);
    return { id, width };
  }
  #same(op: 'add' | 'sub' | 'and' | 'or' | 'xor', a: Net, b: Net): Net {
    invariant(a.width === b.width, `${op} of ${a.width} and ${b.width} bits`);
    return this.#push(a.width, [a, b], { op });
  }
  #compare(op: 'eq' | 'ltu' | 'lts', a: Net, b: Net): Net {
    invariant(a.width === b.width, `${op} of ${a.width} and ${b.width} bits`);
    return this.#push(1, [a, b], { op });
  }
  #product(op: 'mulu' | 'muls', a: Net, b: Net, width: number): Net {
    invariant(width <= a.width + b.width, `${op} of ${a.width} and ${b.width} bits has no ${width}`);
    return this.#push(width, [a, b], { op });
  }
  #extend(op: 'zext' | 'sext', a: Net, width: number): Net {
    invariant(width >= a.width, `${op} of ${a.width} bits to ${width}`);
    return width === a.width ? a : this.#push(width, [a], { op });
  }
}

/** The same nodes with every name given once: ports keep theirs, later claims of a taken name get a number. */
function uniquelyNamed(nodes: readonly NetNode[], ports: readonly string[]): NetNode[] {
  const taken = new Set(ports);
  return nodes.map((node) => {
    if (node.name === undefined || node.op === 'input') return node;
    let name = node.name;
    for (let n = 2; taken.has(name); n++) name = `${node.name}_${n}`;
    taken.add(name);
    return name === node.name ? node : { ...node, name };
  });
}
