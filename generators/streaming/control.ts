/**
 * The handshakes of a network without its data. `valid` and `ready` follow from counters and from each other alone, so the
 * control of the very hardware, executed by itself, tells when rows leave.
 */
import { compileJs } from '../golden/compile.ts';
import type { GoldenModel } from '../golden/golden.ts';
import { flatten } from '../netlist/flatten.ts';
import type { Netlist, NetNode, NetPort, NodeId } from '../netlist/netlist.ts';
import { dropDead } from '../netlist/passes/dead.ts';
import { stateOf } from '../netlist/state.ts';
import type { Plan } from './plan.ts';

/** The same module with zeros for data: what only they need is gone. */
export function controlOf(module: Netlist): Netlist {
  const nodes: NetNode[] = [...module.nodes];
  const outputs = module.outputs.map((port): NetPort => {
    if (isHandshake(port)) return port;
    return { ...port, node: nodes.push({ op: 'const', width: port.width, args: [], value: 0n }) - 1 };
  });
  const control = dropDead({ ...module, nodes, outputs });
  return { ...control, ...stateOf(control.nodes, new Map()) };
}

const isHandshake = ({ name }: { readonly name: string }) => /(^|_)(valid|ready)$/.test(name);

/** How fast a network works. */
export interface Pace {
  /** Cycles between rows, where nobody outside waits; infinite where it comes to a halt. */
  readonly interval: number;
  /** From the first beat of a row to the last one of its result, in an empty network. */
  readonly latency: number;
}

/** Rows that leave before the pace is taken, and over which it is taken. */
const SETTLING = 5;
const MEASURED = 5;
/** Cycles executed at once. */
const CHUNK = 1024;

/**
 * @param modules `controlOf` the module of each stage
 * @param top of the network that is assembled of them
 */
export function paceOf(plan: Plan, modules: readonly Netlist[], top: Netlist): Pace {
  const { outputBeats } = plan;
  const model = controlModel(modules, top);
  const accepted: number[] = [];
  const delivered: number[] = [];
  const offers = new Uint32Array(2 * CHUNK).fill(1);
  // Every stage finishes what it can in so many cycles, one after the other; then nothing will ever move again.
  const patience = plan.stages.reduce((sum, stage) => sum + 2 * stage.cycles, CHUNK);
  for (let base = 0, moved = 0; delivered.length < (SETTLING + MEASURED) * outputBeats; base += CHUNK) {
    const words = model.run(offers, CHUNK);
    for (let i = 0; i < CHUNK; i++) {
      if (words[2 * i] === 1) accepted.push(base + i);
      if (words[2 * i + 1] === 1) delivered.push(base + i);
      if (words[2 * i] === 1 || words[2 * i + 1] === 1) moved = base + i;
    }
    if (base - moved > patience) return { interval: Infinity, latency: Infinity };
  }
  const end = (row: number) => delivered[row * outputBeats - 1];
  return {
    interval: (end(SETTLING + MEASURED) - end(SETTLING)) / MEASURED,
    latency: end(1) - accepted[0],
  };
}

/** Inputs `in_valid` and `out_ready`, outputs `in_ready` and `out_valid`. */
function controlModel(modules: readonly Netlist[], top: Netlist): GoldenModel {
  const flat = flatten({ modules: [...modules, top] });
  const inputs = flat.inputs.filter(isHandshake);
  const kept = new Set<NodeId>(inputs.map((p) => p.node));
  const nodes = flat.nodes.map((node, id): NetNode => {
    if (node.op !== 'input' || kept.has(id)) return node;
    return { op: 'const', width: node.width, args: [], value: 0n };
  });
  return compileJs({ modules: [dropDead({ ...flat, inputs, nodes, outputs: flat.outputs.filter(isHandshake) })] });
}
