/** The netlist of a schedule: every unit in its stage, and registers where words cross from one stage into the next. */
import { invariant } from '../../diagnostics/diagnostic.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';
import { stateOf } from '../../netlist/state.ts';
import { OUTPUT, type Segment } from './balance.ts';
import type { Units } from './units.ts';

/** A netlist whose outputs come `latency` cycles after their inputs. */
export interface Pipelined {
  readonly netlist: Netlist;
  /** Operations of each stage. */
  readonly stages: readonly (readonly NodeId[])[];
  /** Bits of registers between a stage and the next one. */
  readonly registerBits: readonly number[];
  readonly state: readonly StagedState[];
}

/** A register of the design in a pipeline: in which stage it is, and what it held and took before it was put there. */
export interface StagedState {
  readonly register: NodeId;
  readonly stage: number;
  readonly init: bigint;
  /** The word that it takes with every row, in the pipeline's netlist, without the reset that travels along. */
  readonly next: NodeId;
}

/**
 * State is reset row by row: the reset travels through the stages with the row that it comes after, so that state in any
 * stage ignores what was in the pipeline before. Registers of data have no reset.
 */
export function insertRegisters(
  units: Units,
  segments: readonly (readonly Segment[])[],
  stage: ArrayLike<number>,
  latency: number,
): Pipelined {
  return new Pipeline(units, segments, stage, latency).build();
}

/** Bits lo .. lo + width - 1 of a unit's word, as they stand in one stage. */
interface Run {
  readonly lo: number;
  readonly width: number;
  readonly node: NodeId;
}

class Pipeline {
  readonly #units: Units;
  readonly #old: readonly NetNode[];
  readonly #segments: readonly (readonly Segment[])[];
  readonly #stage: ArrayLike<number>;
  readonly #latency: number;
  readonly #nodes: NetNode[] = [];
  readonly #state: StagedState[] = [];
  readonly #names = new Set<string>();
  /** Where each operation's word stands in the present stage. */
  readonly #runs: (readonly Run[] | undefined)[] = [];
  /** Wires built in the present stage, by node and bits. */
  #built = new Map<string, NodeId>();
  /** 1 in every stage while the row that is there comes before a reset; undefined where no state needs it. */
  #reset: NodeId | undefined;

  constructor(units: Units, segments: readonly (readonly Segment[])[], stage: ArrayLike<number>, latency: number) {
    this.#units = units;
    this.#old = units.netlist.nodes;
    this.#segments = segments;
    this.#stage = stage;
    this.#latency = latency;
    for (const port of [...units.netlist.inputs, ...units.netlist.outputs]) this.#names.add(port.name);
  }

  build(): Pipelined {
    const { netlist, units } = this.#units;
    const inputs = netlist.inputs.map((port) => {
      this.#nodes.push(this.#old[port.node]);
      this.#runs[port.node] = [{ lo: 0, width: port.width, node: this.#nodes.length - 1 }];
      return { ...port, node: this.#nodes.length - 1 };
    });
    const inStage: number[][] = Array.from({ length: this.#latency + 1 }, () => []);
    for (const [u, { node }] of units.entries()) if (this.#old[node].op !== 'input') inStage[this.#stage[u]].push(u);
    const members = this.#membersByUnit();
    const lastState = Math.max(
      0,
      ...units.flatMap(({ node }, u) => (this.#old[node].op === 'reg' ? [this.#stage[u]] : [])),
    );
    const stages: NodeId[][] = [];
    const registerBits: number[] = [];
    for (let k = 0; k <= this.#latency; k++) {
      if (k > 0) registerBits.push(this.#cross(k, k <= lastState));
      const state = inStage[k].filter((u) => this.#old[units[u].node].op === 'reg');
      for (const u of state) this.#declareState(units[u].node, k);
      const first = this.#nodes.length;
      for (const u of inStage[k]) for (const id of members[u]) if (this.#old[id].op !== 'reg') this.#operation(id);
      for (const u of state) this.#connectState(units[u].node, k);
      stages.push(this.#nodes.flatMap((_, id) => (id >= first ? [id] : [])));
    }
    const outputs = netlist.outputs.map((port) => ({ ...port, node: this.#word(port.node) }));
    const nodes = this.#nodes;
    return {
      netlist: { name: netlist.name, inputs, outputs, nodes, ...stateOf(nodes, new Map()) },
      stages,
      registerBits,
      state: this.#state,
    };
  }

  #membersByUnit(): NodeId[][] {
    const members: NodeId[][] = this.#units.units.map(() => []);
    for (const [id, unit] of this.#units.unitOf.entries()) if (unit !== undefined) members[unit].push(id);
    return members;
  }

  /** Registers for all that is still to be read from stage k on; their bits. */
  #cross(k: number, resets: boolean): number {
    this.#built = new Map();
    let bits = 0;
    for (const [u, { node }] of this.#units.units.entries()) {
      const runs = this.#runs[node];
      if (!runs) continue;
      const next = this.#alive(u, k).map(({ lo, width }) => {
        bits += width;
        const { name = this.#old[node].op, note } = this.#old[node];
        const whole = width === this.#old[node].width;
        const register: NetNode = {
          op: 'reg',
          width,
          args: [],
          next: this.#fromRuns(runs, lo, width),
          name: this.#fresh(whole ? `${name}_s${k}` : `${name}_s${k}_${lo}`),
          note: whole ? note : undefined,
        };
        this.#nodes.push(register);
        return { lo, width, node: this.#nodes.length - 1 };
      });
      this.#runs[node] = next.length > 0 ? next : undefined;
    }
    if (resets) {
      const last = this.#reset ?? this.#add({ op: 'const', width: 1, args: [], value: 0n });
      const init = this.#reset === undefined ? { init: 1n } : {};
      this.#reset = this.#add({ op: 'reg', width: 1, args: [], ...init, next: last, name: this.#fresh(`rst_s${k}`) });
      bits++;
    }
    return bits;
  }

  /** Runs of bits that something in stage k or later reads. */
  #alive(u: number, k: number): { lo: number; width: number }[] {
    const runs: { lo: number; width: number }[] = [];
    for (const { lo, width, readers } of this.#segments[u]) {
      const last = Math.max(...readers.map((r) => (r === OUTPUT ? this.#latency : this.#stage[r])));
      if (last < k) continue;
      const before = runs.at(-1);
      if (before && before.lo + before.width === lo) before.width += width;
      else runs.push({ lo, width });
    }
    return runs;
  }

  #declareState(id: NodeId, k: number): void {
    const node = this.#old[id];
    invariant(node.op === 'reg', 'state is held by registers');
    // In stage 0 rst itself acts; later the reset that arrived with the row does.
    const { init, ...rest } = node;
    const register: NetNode = {
      ...rest,
      ...(k === 0 && init !== undefined && { init }),
      name: node.name && this.#fresh(node.name),
    };
    this.#nodes.push(register);
    this.#runs[id] = [{ lo: 0, width: node.width, node: this.#nodes.length - 1 }];
  }

  #connectState(id: NodeId, k: number): void {
    const node = this.#old[id];
    const [run] = this.#runs[id]!;
    const register = this.#nodes[run.node];
    invariant(node.op === 'reg' && register.op === 'reg', 'state is held by registers');
    let next = this.#word(node.next);
    if (node.init !== undefined) this.#state.push({ register: run.node, stage: k, init: node.init, next });
    if (k > 0 && node.init !== undefined) {
      const init = this.#add({ op: 'const', width: node.width, args: [], value: node.init });
      next = this.#add({ op: 'mux', width: node.width, args: [this.#reset!, init, next] });
    }
    this.#nodes[run.node] = { ...register, next };
  }

  #operation(id: NodeId): void {
    const node = this.#old[id];
    const args = node.args.map((a) => this.#word(a));
    this.#nodes.push({ ...node, args, name: node.name && this.#fresh(node.name) });
    this.#runs[id] = [{ lo: 0, width: node.width, node: this.#nodes.length - 1 }];
  }

  /** The old node's word in the present stage. */
  #word(id: NodeId): NodeId {
    return this.#bits(id, 0, this.#old[id].width);
  }

  /** Bits of the old node's word in the present stage, through wires that are built anew. */
  #bits(id: NodeId, lo: number, width: number): NodeId {
    const key = `${id} ${lo} ${width}`;
    const known = this.#built.get(key);
    if (known !== undefined) return known;
    const before = this.#nodes.length;
    const made = this.#route(id, lo, width);
    this.#built.set(key, made);
    const { name, note } = this.#old[id];
    const whole = width === this.#old[id].width && made >= before;
    const node = this.#nodes[made];
    if (whole && name !== undefined && node.op !== 'const' && node.name === undefined && !this.#names.has(name))
      this.#nodes[made] = { ...node, name: this.#fresh(name), note };
    return made;
  }

  #route(id: NodeId, lo: number, width: number): NodeId {
    const node = this.#old[id];
    switch (node.op) {
      case 'const':
        return this.#add({ op: 'const', width, args: [], value: BigInt.asUintN(width, node.value >> BigInt(lo)) });
      case 'not':
        return this.#add({ op: 'not', width, args: [this.#bits(node.args[0], lo, width)] });
      case 'slice':
        return this.#bits(node.args[0], node.lo + lo, width);
      case 'zext':
      case 'sext': {
        const inner = this.#old[node.args[0]].width;
        if (lo + width <= inner) return this.#bits(node.args[0], lo, width);
        const kept = node.op === 'sext' ? Math.min(lo, inner - 1) : lo;
        if (kept >= inner) return this.#add({ op: 'const', width, args: [], value: 0n });
        return this.#add({ op: node.op, width, args: [this.#bits(node.args[0], kept, inner - kept)] });
      }
      case 'concat': {
        const parts: NodeId[] = [];
        let top = node.width;
        for (const arg of node.args) {
          const bottom = top - this.#old[arg].width;
          const [from, to] = [Math.max(lo, bottom), Math.min(lo + width, top)];
          if (from < to) parts.push(this.#bits(arg, from - bottom, to - from));
          top = bottom;
        }
        return parts.length === 1 ? parts[0] : this.#add({ op: 'concat', width, args: parts });
      }
      default: {
        const runs = this.#runs[id];
        invariant(runs, `%${id} is read in a stage that it does not reach`);
        return this.#fromRuns(runs, lo, width);
      }
    }
  }

  #fromRuns(runs: readonly Run[], lo: number, width: number): NodeId {
    const parts: NodeId[] = [];
    for (const run of runs) {
      const [from, to] = [Math.max(lo, run.lo), Math.min(lo + width, run.lo + run.width)];
      if (from >= to) continue;
      const whole = to - from === run.width;
      parts.unshift(
        whole ? run.node : this.#add({ op: 'slice', width: to - from, args: [run.node], lo: from - run.lo }),
      );
    }
    return parts.length === 1 ? parts[0] : this.#add({ op: 'concat', width, args: parts });
  }

  #add(node: NetNode): NodeId {
    this.#nodes.push(node);
    return this.#nodes.length - 1;
  }

  #fresh(name: string): string {
    const plain = name.replaceAll('.', '_');
    let free = plain;
    for (let n = 2; this.#names.has(free); n++) free = `${plain}_${n}`;
    this.#names.add(free);
    return free;
  }
}
