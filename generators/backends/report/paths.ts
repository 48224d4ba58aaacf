import type { Netlist, NetNode, NetOp, NodeId } from '../../netlist/netlist.ts';
import { type LongestPath, longestPath, longestPaths, type PathModel } from '../../timing/longest-path.ts';
import type { MappedNode } from '../../timing/mapping.ts';

/** A step of a path: an operation, or where the path starts or ends. */
export interface PathStep {
  /** The netlist operation; `output` at a port, `register` or `memory` where one takes the word. */
  readonly operation: NetOp | 'output' | 'register' | 'memory';
  /** Signal name, prefixed by the instances that it lies in; null where the word has none. */
  readonly signal: string | null;
  /** Bits of the result. */
  readonly width: number;
}

/** The longest combinational path, counted in operations on words. Wiring does not count. */
export interface OperationDepth {
  readonly operations: number;
  readonly path: readonly PathStep[];
}

/** The longest combinational path on the device: the most DSP blocks, among those the most LUT levels, then carry bits. */
export interface LevelDepth {
  readonly dsps: number;
  /** LUTs in a row, each chain of carries among them being one. */
  readonly levels: number;
  /** Bits of carry along the path, added up: an upper bound, as chains in a row overlap. */
  readonly carryBits: number;
  readonly path: readonly PathStep[];
}

const WIRING: ReadonlySet<NetOp> = new Set(['input', 'const', 'concat', 'slice', 'zext', 'sext', 'reg']);

export function operationDepth(flat: Netlist): OperationDepth {
  const { nodes } = flat;
  const counts = (id: NodeId) => !WIRING.has(nodes[id].op) && !isFixedShift(nodes[id], nodes);
  const found = longestPath(flat, {
    parts: 1,
    weightOf: (id) => [counts(id) ? 1 : 0],
    faninOf: (id) => variable(nodes[id].args, nodes),
  });
  return { operations: found.weight[0], path: stepsOf(flat, found, counts) };
}

export function levelDepth(flat: Netlist, mapped: readonly MappedNode[]): LevelDepth {
  return depthOf(flat, mapped, longestPath(flat, levels(flat, mapped)));
}

/** The same for each stage, by the stage of the nodes where paths end. */
export function stageDepths(flat: Netlist, mapped: readonly MappedNode[], stages: readonly number[]): LevelDepth[] {
  return longestPaths(flat, levels(flat, mapped), (end) => stages[end]).map((path) => depthOf(flat, mapped, path));
}

function levels(flat: Netlist, mapped: readonly MappedNode[]): PathModel {
  return {
    parts: 3,
    weightOf: (id) => [mapped[id].cost.dsp > 0 ? 1 : 0, mapped[id].cost.levels, mapped[id].cost.carry],
    faninOf: (id) => variable(mapped[id].fanin, flat.nodes),
  };
}

function depthOf(flat: Netlist, mapped: readonly MappedNode[], found: LongestPath): LevelDepth {
  const [dsps, levels, carryBits] = found.weight;
  const counts = (id: NodeId) => mapped[id].cost.dsp + mapped[id].cost.levels > 0;
  return { dsps, levels, carryBits, path: stepsOf(flat, found, counts) };
}

/** No signal travels from a constant. */
function variable(ids: readonly NodeId[], nodes: readonly NetNode[]): NodeId[] {
  return ids.filter((id) => nodes[id].op !== 'const');
}

function isFixedShift(node: NetNode, nodes: readonly NetNode[]): boolean {
  return /^(shl|shru|shrs)$/.test(node.op) && nodes[node.args[1]].op === 'const';
}

/** Start, the operations that count, and the end. */
function stepsOf({ nodes }: Netlist, { nodes: ids, end }: LongestPath, counts: (id: NodeId) => boolean): PathStep[] {
  if (!end) return [];
  const shown = ids.filter((id, i) => i === 0 || counts(id));
  const steps: PathStep[] = shown.map((id) => {
    const { op, name, width } = nodes[id];
    return { operation: op, signal: name ?? null, width };
  });
  const { width } = nodes[ids[ids.length - 1]];
  return [...steps, { operation: end.kind, signal: end.name ?? null, width }];
}
