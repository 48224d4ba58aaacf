/** A netlist mapped onto LUTs, DSP blocks and carry chains by the model of `cost.ts`. */
import { linesOf } from '../netlist/lines.ts';
import type { Netlist, NetNode, NodeId } from '../netlist/netlist.ts';
import { readerCounts } from '../netlist/readers.ts';
import { type LutCounts, lutCounts } from './area.ts';
import { blockMemoryCost, blockRomCost, type Cost, costOf, FREE } from './cost.ts';
import type { TargetDevice } from './targets.ts';

/** What a node became. */
export interface MappedNode {
  /** Free where the node is wiring, state, or absorbed by the LUTs of its only reader. */
  readonly cost: Cost;
  /** Its LUTs by kind, to be weighed with the factors of the device. */
  readonly luts: LutCounts;
  /** The nodes whose words go in; an absorbed node is replaced by its own inputs. */
  readonly fanin: readonly NodeId[];
}

/**
 * Every node with its cost. Bitwise logic and multiplexers grow cones: a node takes in the logic that it alone reads for
 * as long as one LUT per bit has inputs enough. Inverters, extensions, slices and shifts by a constant are free on the way.
 * Instances are opaque: flatten first for paths, or sum up by module.
 */
export function mapNetlist(netlist: Netlist, device: TargetDevice, dspAllowed: boolean): MappedNode[] {
  const { nodes } = netlist;
  const readers = readerCounts(netlist);
  const constants: (bigint | undefined)[] = [];
  const mapped: MappedNode[] = [];

  const significantOf = (node: NetNode, constant: bigint | undefined): number => {
    if (constant !== undefined) return 0;
    return node.op === 'zext' ? nodes[node.args[0]].width : node.width;
  };

  /** The node behind free wiring, and whether nothing else reads any part of the way. */
  const behind = (id: NodeId): { id: NodeId; alone: boolean } => {
    let alone = readers[id] === 1;
    let at = id;
    while (isTransparent(nodes[at], constants)) {
      at = nodes[at].args[0];
      alone &&= readers[at] === 1;
    }
    return { id: at, alone };
  };

  const mapLogic = (node: NetNode) => {
    const sources = node.args.map(behind).filter((s) => constants[s.id] === undefined);
    const plain = [...new Set(sources.map((s) => s.id))];
    const absorbed = new Set(sources.filter((s) => s.alone && isLogic(nodes[s.id])).map((s) => s.id));
    const grown = [...new Set(plain.flatMap((id) => (absorbed.has(id) ? mapped[id].fanin : [id])))];
    const fits = grown.length <= device.lutInputs;
    if (fits) for (const id of absorbed) mapped[id] = { ...mapped[id], cost: FREE, luts: {} };
    const fanin = fits ? grown : plain;
    // With one input there is nothing to decide: a wire or an inverter.
    const cost = fanin.length < 2 ? FREE : { ...FREE, lut: node.width, levels: 1 };
    return { cost, luts: lutCounts(node, [], cost), fanin };
  };

  for (const [id, node] of nodes.entries()) {
    constants[id] = constantOf(node, constants);
    if (isLogic(node)) mapped[id] = mapLogic(node);
    else if (constants[id] !== undefined) mapped[id] = { cost: FREE, luts: {}, fanin: [] };
    else {
      const operands = node.args.map((a) => ({
        width: nodes[a].width,
        significant: significantOf(nodes[a], constants[a]),
        constant: constants[a],
      }));
      const cost = costOf(node, operands, device, dspAllowed);
      mapped[id] = { cost, luts: lutCounts(node, operands, cost), fanin: node.args };
    }
  }
  for (const [id, node] of nodes.entries()) {
    if (node.op !== 'reg') continue;
    const way = readThrough(nodes, id, node.next);
    const source = way[way.length - 1];
    const block = way.every((at) => readers[at] === 1) ? blockOf(nodes[source], device) : undefined;
    if (!block) continue;
    for (const at of [id, ...way]) mapped[at] = { ...mapped[at], cost: FREE, luts: {} };
    mapped[source] = { ...mapped[source], cost: block, luts: lutCounts(nodes[source], [], block) };
  }
  if (device.shiftRegisterBits !== undefined) mapLines(netlist, mapped, device.shiftRegisterBits);
  return mapped;
}

/** Lines that synthesis takes into shift registers: three words and more that nothing clears. */
const SHORTEST_LINE = 3;

/** Shift registers stand at the end of their lines; the registers before cost nothing. */
function mapLines(netlist: Netlist, mapped: MappedNode[], depth: number): void {
  for (const line of linesOf(netlist)) {
    if (line.length < SHORTEST_LINE || line[0].reset !== undefined) continue;
    for (const { register, next, enable } of line) {
      mapped[register] = { ...mapped[register], cost: FREE };
      // The enable is the shift register's own.
      if (enable !== undefined) mapped[next] = { ...mapped[next], cost: FREE, luts: {} };
    }
    const last = line[line.length - 1].register;
    const lut = netlist.nodes[last].width * Math.ceil(line.length / depth);
    mapped[last] = { ...mapped[last], cost: { ...FREE, lut }, luts: { memory: lut } };
  }
}

/** What a register takes, behind the multiplexers that let it keep its word: they are the enable of block memory. */
function readThrough(nodes: readonly NetNode[], register: NodeId, next: NodeId): NodeId[] {
  const node = nodes[next];
  if (node.op !== 'mux' || !node.args.includes(register)) return [next];
  const other = node.args[1] === register ? node.args[2] : node.args[1];
  return [next, ...readThrough(nodes, register, other)];
}

function blockOf(node: NetNode, device: TargetDevice): Cost | undefined {
  if (node.op === 'rom') return blockRomCost(node.width, node.table.length, device);
  return node.op === 'ram' ? blockMemoryCost(node.width, node.depth, device) : undefined;
}

/** Bitwise logic, one LUT input per operand and bit. */
function isLogic(node: NetNode): boolean {
  return node.op === 'and' || node.op === 'or' || node.op === 'xor' || node.op === 'mux';
}

function isTransparent(node: NetNode, constants: readonly (bigint | undefined)[]): boolean {
  switch (node.op) {
    case 'not':
    case 'slice':
    case 'zext':
    case 'sext':
      return true;
    case 'shl':
    case 'shru':
    case 'shrs':
      return constants[node.args[1]] !== undefined;
    default:
      return false;
  }
}

/** The value of a constant, also behind an extension. */
function constantOf(node: NetNode, constants: readonly (bigint | undefined)[]): bigint | undefined {
  if (node.op === 'const') return node.value;
  if (node.op === 'zext') return constants[node.args[0]];
  return undefined;
}
