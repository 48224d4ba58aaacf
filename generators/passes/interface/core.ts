/** The pipeline inside an interface, and the bits that say which of its stages hold a row. */
import { invariant } from '../../diagnostics/diagnostic.ts';
import { uniqueNames } from '../../ir/identifiers.ts';
import type { Net, NetBuilder } from '../../netlist/builder.ts';
import type { Netlist, NetNode, NodeId } from '../../netlist/netlist.ts';
import { dropDead } from '../../netlist/passes/dead.ts';
import { stateOf } from '../../netlist/state.ts';
import type { StagedState } from '../../timing/schedule/pipeline.ts';

/** A core whose own state waits for valid rows, as `gateState` makes it. */
export interface Core {
  readonly netlist: Netlist;
  /** Cycles from a row to its results. */
  readonly latency: number;
  /** Input ports that hold the state of a stage where 0, by stage. */
  readonly rowInputs: ReadonlyMap<number, string>;
}

/**
 * Makes the design's own registers take a new value from valid rows only, so that results depend on the sequence of rows
 * and not on the gaps between them. Every stage with state gets an input port: 1 where the row there is valid. A reset acts on
 * the state at once: the rows that it would have to wait for in a pipeline are no longer valid.
 *
 * Without pipeline registers (latency 0) the core stays as it is: whoever instantiates it gates all of it.
 */
export function gateState(netlist: Netlist, latency: number, state: readonly StagedState[]): Core {
  if (latency === 0 || state.length === 0) return { netlist, latency, rowInputs: new Map() };
  const nodes: NetNode[] = [...netlist.nodes];
  const inputs = [...netlist.inputs];
  const fresh = uniqueNames([...netlist.nodes.flatMap((n) => n.name ?? []), ...netlist.outputs.map((p) => p.name)]);
  const rowInputs = new Map<number, string>();
  const validAt = new Map<number, NodeId>();
  for (const stage of [...new Set(state.map((s) => s.stage))].sort((a, b) => a - b)) {
    invariant(0 <= stage && stage <= latency, `stage ${stage} of a pipeline of ${latency}`);
    const name = fresh(`row_valid_${stage}`);
    const note = `stage ${stage} holds a row`;
    const node = nodes.push({ op: 'input', width: 1, args: [], name, note }) - 1;
    inputs.push({ name, width: 1, node, note });
    rowInputs.set(stage, name);
    validAt.set(stage, node);
  }
  for (const { register, stage, init, next } of state) {
    const node = nodes[register];
    invariant(node.op === 'reg', 'only registers hold state');
    const args = [validAt.get(stage) as NodeId, next, register];
    nodes[register] = { ...node, init, next: nodes.push({ op: 'mux', width: node.width, args }) - 1 };
  }
  const gated = dropDead({ ...netlist, inputs, nodes });
  return { netlist: { ...gated, ...stateOf(gated.nodes, new Map()) }, latency, rowInputs };
}

/** A bit per stage, which is 1 where a row is there. */
export function validRegisters(b: NetBuilder, latency: number): Net[] {
  return Array.from({ length: latency }, (_, k) => b.reg(1, 0n, `valid_${k + 1}`, `stage ${k + 1} holds a row`));
}

/** A word that travels beside the pipeline, by stage: `first` at the inputs, then in these registers. */
export function travelling(b: NetBuilder, first: Net, registers: readonly Net[], advance?: Net): Net[] {
  const words = [first, ...registers];
  for (const [k, register] of registers.entries())
    b.setNext(register, advance ? b.mux(advance, words[k], register) : words[k]);
  return words;
}

/** The core's instance; it advances where `advance` is 1 (always, without it). The answer holds the result words by port. */
export function instantiate(
  b: NetBuilder,
  { netlist, latency, rowInputs }: Core,
  inputs: ReadonlyMap<string, Net>,
  valid: readonly Net[],
  advance?: Net,
): Map<string, Net> {
  const given = new Map(inputs);
  for (const [stage, port] of rowInputs) given.set(port, valid[stage]);
  if (!netlist.sequential) return b.instance(netlist, 'core', given);
  const gate = latency === 0 ? (advance ? b.and(advance, valid[0]) : valid[0]) : advance;
  return b.instance(netlist, 'core', given, gate);
}
