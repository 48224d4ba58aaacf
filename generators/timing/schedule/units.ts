/**
 * The netlist as the scheduler sees it: units that are in one stage each, and what they read of each other. A unit is an
 * operation, or two additions that one adder makes; wires belong to whoever reads them. Logic that one LUT per bit
 * holds stays in units of its own, for a register may well stand inside: there may be fewer bits than at the inputs.
 */
import { invariant } from '../../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';
import { treeLevels } from '../cost.ts';
import type { TargetDevice } from '../targets.ts';
import { isWire, type Piece, Wires } from './wires.ts';

/** How time passes through a unit. */
export type Path =
  /** Inputs, constants and state: there at the beginning of the stage. */
  | { readonly kind: 'source' }
  /** So many LUTs in a row. */
  | { readonly kind: 'logic'; readonly levels: number }
  /** Logic that the LUTs of its only reader take in, where both are in one stage; else LUTs of its own. */
  | { readonly kind: 'inner logic' }
  /** A carry chain of so many bits, to a sum of two words or of three, a difference or to a comparison's one bit. */
  | {
      readonly kind: 'carry';
      readonly bits: number;
      readonly to: 'sum' | 'sum of three' | 'difference' | 'less' | 'signed less';
    }
  /** Block memory: its word is there in the next stage, from a register of its own. */
  | { readonly kind: 'memory' }
  /** A multiplier: a block, or levels of LUTs and a carry chain. */
  | { readonly kind: 'block' }
  | { readonly kind: 'product'; readonly levels: number; readonly bits: number };

/** A word read by a unit, in pieces; `skewed`: bit i of it enters bit i of the unit. */
export interface Operand {
  readonly pieces: readonly Piece[];
  readonly skewed: boolean;
}

export interface Unit {
  /** The operation whose word leaves the unit. */
  readonly node: NodeId;
  readonly path: Path;
  readonly operands: readonly Operand[];
}

export interface Units {
  readonly netlist: Netlist;
  readonly wires: Wires;
  /** In an order in which every unit follows those that it reads; state and inputs read nothing in the same cycle. */
  readonly units: readonly Unit[];
  /** The unit that a node belongs to, by node; undefined for wires. */
  readonly unitOf: readonly (number | undefined)[];
  /** LUT inputs and ports that a unit's word drives, about. */
  readonly loads: readonly number[];
}

/** What operations may become. */
export interface Choices {
  /** Products: blocks, where the device has them. */
  readonly dsp: boolean;
  /** Large tables: block memory, which no loop can wait for. */
  readonly memories: boolean;
  /** An addition and the one that it alone reads: one adder of three words, where the device has those. */
  readonly threeWords: boolean;
}

export function unitsOf(netlist: Netlist, device: TargetDevice, choices: Choices): Units {
  return new Grouping(netlist, device, choices).result();
}

class Grouping {
  readonly #netlist: Netlist;
  readonly #nodes: readonly NetNode[];
  readonly #device: TargetDevice;
  readonly #choices: Choices;
  readonly #wires: Wires;
  /** Units that read each operation's word; state and outputs count. */
  readonly #readers: number[];
  /** The operation whose adder takes each operation in. */
  readonly #root: NodeId[];
  /** Logic that the LUTs of others take in. */
  readonly #inner = new Set<NodeId>();
  /** Additions of three words. */
  readonly #takesIn = new Set<NodeId>();
  /** LUT inputs of each cone per bit of its result, as the bits that they are. */
  readonly #inputs = new Map<NodeId, ReadonlySet<string>>();

  constructor(netlist: Netlist, device: TargetDevice, choices: Choices) {
    invariant(!netlist.nodes.some((n) => n.op === 'ram'), 'what reads a memory is pipelined by whoever reads it');
    this.#netlist = netlist;
    this.#nodes = netlist.nodes;
    this.#device = device;
    this.#choices = choices;
    this.#wires = new Wires(netlist);
    this.#root = netlist.nodes.map((_, id) => id);
    this.#readers = this.#countReaders();
    for (const [id, node] of netlist.nodes.entries()) {
      if (node.op === 'add') this.#takeIn(id, node);
      else if (node.op === 'sub') this.#growCarry(node);
      else if (!isWire(node)) this.#grow(id, node);
    }
  }

  result(): Units {
    const units: Unit[] = [];
    const unitOf: (number | undefined)[] = [];
    const members = new Map<NodeId, NodeId[]>();
    for (const [id, node] of this.#nodes.entries()) {
      if (isWire(node)) continue;
      const root = this.#root[id];
      members.set(root, [...(members.get(root) ?? []), id]);
    }
    // What an operation inside reads stands before the outer one.
    for (const [root, inside] of [...members].sort(([a], [b]) => a - b)) {
      for (const id of inside) unitOf[id] = units.length;
      units.push({ node: root, path: this.#pathOf(root), operands: this.#operandsOf(inside) });
    }
    const loads = units.map(() => 0);
    for (const { node, operands } of units)
      for (const { pieces, skewed } of operands)
        for (const p of pieces) loads[unitOf[p.source]!] += skewed ? 1 : Math.min(this.#nodes[node].width, 32);
    return { netlist: this.#netlist, wires: this.#wires, units, unitOf, loads };
  }

  #countReaders(): number[] {
    const counts = this.#nodes.map(() => 0);
    const read = (id: NodeId) => {
      for (const source of new Set(this.#wires.pieces(id).map((p) => p.source))) counts[source]++;
    };
    for (const node of this.#nodes) {
      if (isWire(node)) continue;
      node.args.forEach(read);
      if (node.op === 'reg') read(node.next);
    }
    for (const port of this.#netlist.outputs) read(port.node);
    return counts;
  }

  /** Takes in the logic that this operation alone reads, for as long as one LUT per bit has inputs enough. */
  #grow(id: NodeId, node: NetNode): void {
    const own = this.#lutInputs(node);
    if (!own || own.size > this.#device.lutInputs) return;
    let inputs = own;
    for (const source of new Set(node.args.flatMap((a) => this.#wires.pieces(a).map((p) => p.source)))) {
      const inner = this.#inputs.get(source);
      if (!inner || this.#readers[source] !== 1) continue;
      const grown = new Set([...[...inputs].filter((key) => !key.startsWith(`${source}:`)), ...inner]);
      if (grown.size > this.#device.lutInputs) continue;
      inputs = grown;
      this.#inner.add(source);
    }
    this.#inputs.set(id, inputs);
  }

  /** Takes in the logic of the subtrahend: the minuend itself has to reach the carry chain beside the LUT. */
  #growCarry({ args }: NetNode): void {
    const [minuend, subtrahend] = args.map((a) => this.#wires.pieces(a));
    for (const source of new Set(subtrahend.map((p) => p.source))) {
      const inner = this.#inputs.get(source);
      if (!inner || this.#readers[source] !== 1 || minuend.some((p) => p.source === source)) continue;
      if (inner.size + 1 <= this.#device.carryInputs) this.#inner.add(source);
    }
  }

  /** Takes in the addition that this one alone reads, as `separateSums` does. */
  #takeIn(id: NodeId, { args }: NetNode): void {
    if (this.#device.adderWords < 3 || !this.#choices.threeWords) return;
    const sum = args.find((a) => {
      const { op, name } = this.#nodes[a];
      return op === 'add' && name === undefined && this.#readers[a] === 1 && !this.#takesIn.has(a);
    });
    if (sum === undefined) return;
    this.#root[sum] = id;
    this.#takesIn.add(id);
  }

  /** The bits that decide one bit of the result; undefined for what is no logic. */
  #lutInputs(node: NetNode): ReadonlySet<string> | undefined {
    const bitwise = (arg: NodeId) => {
      const [lowest] = this.#wires.pieces(arg);
      return lowest ? [`${lowest.source}:${lowest.lo - lowest.at}`] : [];
    };
    const everyBit = (arg: NodeId) =>
      this.#wires.pieces(arg).flatMap((p) => Array.from({ length: p.width }, (_, i) => `${p.source}:${p.lo + i}`));
    switch (node.op) {
      case 'and':
      case 'or':
      case 'xor':
      case 'mux':
        return new Set(node.args.flatMap(bitwise));
      case 'eq':
      case 'redand':
      case 'redor':
      case 'redxor':
        return new Set(node.args.flatMap(everyBit));
      default:
        return undefined;
    }
  }

  #operandsOf(inside: readonly NodeId[]): Operand[] {
    const within = new Set(inside);
    return inside.flatMap((id) => {
      const node = this.#nodes[id];
      const read = node.op === 'reg' ? [node.next] : node.args;
      return read.flatMap((arg, i) => {
        const pieces = this.#wires.pieces(arg).filter((p) => !within.has(p.source));
        if (pieces.length === 0) return [];
        return [{ pieces, skewed: isSkewed(node, i) }];
      });
    });
  }

  #pathOf(id: NodeId): Path {
    if (this.#inner.has(id)) return { kind: 'inner logic' };
    const node = this.#nodes[id];
    const k = this.#device.lutInputs;
    const bitsOf = (arg: NodeId) => this.#wires.pieces(arg).reduce((sum, p) => sum + p.width, 0);
    switch (node.op) {
      case 'input':
      case 'reg':
        return { kind: 'source' };
      case 'add':
        return { kind: 'carry', bits: node.width, to: this.#takesIn.has(id) ? 'sum of three' : 'sum' };
      case 'sub':
      case 'neg':
        return { kind: 'carry', bits: node.width, to: 'difference' };
      case 'ltu':
      case 'lts':
        return { kind: 'carry', bits: this.#nodes[node.args[0]].width, to: node.op === 'ltu' ? 'less' : 'signed less' };
      case 'eq':
      case 'redand':
      case 'redor':
      case 'redxor':
        if (this.#inputs.has(id)) return { kind: 'logic', levels: 1 };
        return {
          kind: 'logic',
          levels: Math.max(
            1,
            treeLevels(
              node.args.reduce((sum, a) => sum + bitsOf(a), 0),
              k,
            ),
          ),
        };
      case 'shl':
      case 'shru':
      case 'shrs': {
        const rows = Math.min(bitsOf(node.args[1]), node.width.toString(2).length);
        return { kind: 'logic', levels: k === 6 ? Math.ceil(rows / 2) : rows };
      }
      case 'rom': {
        if (this.#choices.memories && node.width * node.table.length >= this.#device.blockRomBits)
          return { kind: 'memory' };
        const address = bitsOf(node.args[0]);
        return {
          kind: 'logic',
          levels: address <= k ? 1 : 1 + treeLevels(2 ** Math.min(24, address - k), k === 6 ? 4 : 2),
        };
      }
      case 'mulu':
      case 'muls':
        return this.#productPath(node, node.args.map(bitsOf));
      default:
        return { kind: 'logic', levels: 1 };
    }
  }

  #productPath(node: NetNode, bits: readonly number[]): Path {
    const [small, large] = [Math.min(...bits), Math.max(...bits)];
    const { dsp } = this.#device;
    if (small === 0) return { kind: 'product', levels: treeLevels(Math.ceil(large / 2), 3), bits: node.width };
    if (small === 1) return { kind: 'logic', levels: 1 };
    if (this.#choices.dsp && dsp && small + large >= 9 && small < dsp.b && large < dsp.a) return { kind: 'block' };
    return { kind: 'product', levels: 1 + treeLevels(small, 2), bits: Math.min(node.width, small + large) };
  }
}

/** Whether bit i of the operand enters bit i of the result, and bits above at most through a carry. */
function isSkewed({ op }: NetNode, operand: number): boolean {
  switch (op) {
    case 'add':
    case 'sub':
    case 'neg':
    case 'and':
    case 'or':
    case 'xor':
    case 'ltu':
    case 'lts':
      return true;
    case 'mux':
      return operand > 0;
    default:
      return false;
  }
}
