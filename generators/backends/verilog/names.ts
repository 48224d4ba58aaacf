import { uniqueNames } from '../../ir/identifiers.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';

/** What an unnamed word is called by the operation that makes it; a number follows. */
const WORDS: Readonly<Partial<Record<NetNode['op'], string>>> = {
  add: 'sum',
  sub: 'diff',
  mulu: 'prod',
  muls: 'prod',
  eq: 'equal',
  ltu: 'less',
  lts: 'less',
  shl: 'shifted',
  shru: 'shifted',
  shrs: 'shifted',
  mux: 'choice',
  concat: 'joined',
  redand: 'all_set',
  redor: 'any_set',
  redxor: 'parity',
  rom: 'entry',
  sext: 'widened',
  zext: 'widened',
};

/** What an unnamed word is called after its operand. */
const SUFFIXES: Readonly<Partial<Record<NetNode['op'], string>>> = {
  neg: 'neg',
  not: 'not',
  sext: 'ext',
  zext: 'ext',
};

/**
 * Signal names of one module. Names from the description come first, so that a generated one never takes theirs; a name is
 * a function of the netlist alone.
 */
export class Names {
  readonly #nodes: readonly NetNode[];
  readonly #of = new Map<NodeId, string>();
  /** The arrays of memories; what is read from one is a signal like others. */
  readonly #memories = new Map<NodeId, string>();
  readonly #counts = new Map<string, number>();
  readonly #bases = new Map<NodeId, string>();
  /** A name that nothing else in the module has, as close as possible to the wanted one. */
  readonly fresh: (wanted: string) => string;

  /** `ports`: all port names. `drives`: the output port whose value a node is, where the node has no other name. */
  constructor(
    netlist: Netlist,
    live: readonly boolean[],
    ports: readonly string[],
    drives: ReadonlyMap<NodeId, string>,
  ) {
    this.#nodes = netlist.nodes;
    this.fresh = uniqueNames([...ports, netlist.name]);
    netlist.nodes.forEach((node, id) => {
      const port = drives.get(id);
      if (!live[id]) return;
      if (node.op === 'ram' && node.name !== undefined) this.#memories.set(id, this.fresh(node.name));
      if (node.op === 'input') this.#of.set(id, node.name as string);
      else if (port !== undefined) this.#of.set(id, node.op === 'reg' ? this.fresh(`${port}_q`) : port);
      else if (node.name !== undefined && node.op !== 'const' && node.op !== 'ram')
        this.#of.set(id, this.fresh(node.name));
    });
    netlist.nodes.forEach((node, id) => {
      if (live[id] && node.op === 'ram' && !this.#memories.has(id)) this.#memories.set(id, this.fresh('memory'));
    });
    netlist.nodes.forEach((node, id) => {
      if (live[id] && node.op === 'reg' && !this.#of.has(id)) this.#of.set(id, this.fresh(this.#registerBase(id)));
    });
  }

  /** The name of a node's signal. An unnamed node gets one when it is first asked for. */
  of(id: NodeId): string {
    let name = this.#of.get(id);
    if (name === undefined) {
      name = this.fresh(this.#generated(id));
      this.#of.set(id, name);
    }
    return name;
  }

  /** The name of a memory's array. */
  memory(id: NodeId): string {
    return this.#memories.get(id)!;
  }

  #generated(id: NodeId): string {
    const node = this.#nodes[id];
    const memory = this.#memories.get(id);
    if (memory !== undefined) return `${memory}_word`;
    const suffix = SUFFIXES[node.op];
    const operand = this.#of.get(node.args[0]);
    if (suffix && operand) return `${operand}_${suffix}`;
    if (node.op === 'instance_output') return `${this.of(node.args[0])}_${node.port}`;
    const word = WORDS[node.op] ?? node.op;
    const count = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, count);
    return `${word}_${count}`;
  }

  /** `x_q` for a register that takes x, and for the registers that follow it in a row. */
  #registerBase(id: NodeId): string {
    const node = this.#nodes[id] as NetNode & { op: 'reg' };
    if (this.#nodes[node.next].op === 'instance_output') this.of(node.next);
    const taken = this.#of.get(node.next) ?? this.#memories.get(node.next) ?? 'state';
    const base = this.#bases.get(node.next) ?? `${taken}_q`;
    this.#bases.set(id, base);
    return base;
  }
}
