import { lateOperands, type Netlist, type NetNode, type NodeId } from '../../../netlist/netlist.ts';
import { isPipeline } from '../../../timing/stages.ts';

export interface Box {
  readonly id: string;
  /** `register` carries a word into the next stage; `state` has an initial value. */
  readonly kind: 'input' | 'output' | 'register' | 'state' | 'logic';
  /** What it does, in a sign or a few. */
  readonly sign: string;
  /** The signal; empty where it has no name. */
  readonly name: string;
  /** In words, for who points at it. */
  readonly about: string;
  readonly stage: number;
}

/** A word from one box to another. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  readonly width: number;
}

export interface Schematic {
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  /** What one box stands for. */
  readonly grain: string;
}

/** Boxes that a reader can take in. */
const LEGIBLE = 110;

/** For every node the one whose box it is drawn in; undefined for what is part of the wires. */
type Owners = readonly (NodeId | undefined)[];

/**
 * The flat netlist as boxes and wires, as fine as it stays legible: a box for each operation; for each named signal with
 * the nameless operations that serve it alone; for signals of one stage whose names differ in numbers only; for all
 * operations of one kind in a stage.
 */
export function schematicOf(netlist: Netlist, stages: readonly number[]): Schematic {
  const fine = operations(netlist.nodes);
  const named = signals(netlist, stages, fine);
  const stem = (node: NetNode) => (node.name ?? signOf(node)).replace(/\d+/g, '#');
  const grains: [string, () => Owners][] = [
    ['A box is an operation; slices, extensions and constants are part of the wires.', () => fine],
    ['A box is a named signal, with the nameless operations that serve it alone.', () => named],
    ['A box is all signals of a stage whose names differ in numbers only.', () => merged(netlist, stages, named, stem)],
    ['A box is all operations of one kind in a stage.', () => merged(netlist, stages, fine, signOf)],
  ];
  let drawn: Schematic | undefined;
  for (const [grain, owners] of grains) {
    drawn = { ...draw(netlist, stages, owners()), grain };
    if (drawn.boxes.length <= LEGIBLE) break;
  }
  return drawn as Schematic;
}

function isWiring(node: NetNode, nodes: readonly NetNode[]): boolean {
  if (/^sh[lr]/.test(node.op)) return nodes[node.args[1]].op === 'const';
  return ['const', 'slice', 'zext', 'sext', 'concat'].includes(node.op);
}

function operations(nodes: readonly NetNode[]): Owners {
  return nodes.map((node, id) => (isWiring(node, nodes) ? undefined : id));
}

/** A nameless operation belongs to the signal that alone reads it, in its own stage. */
function signals({ nodes, outputs }: Netlist, stages: readonly number[], fine: Owners): Owners {
  const readers: Set<NodeId | 'elsewhere'>[] = nodes.map(() => new Set());
  const owners = [...fine];
  for (const { node } of outputs) readers[node].add('elsewhere');
  for (const node of nodes) for (const late of lateOperands(node)) readers[late].add('elsewhere');
  for (const [id, node] of [...nodes.entries()].reverse()) {
    const [only] = readers[id];
    const serves = fine[id] === id && node.op !== 'input' && !holdsState(node) && node.name === undefined;
    if (serves && readers[id].size === 1 && typeof only === 'number' && stages[only] === stages[id]) owners[id] = only;
    // What reads wiring reads what it is made of.
    for (const arg of node.args)
      for (const reader of fine[id] === undefined ? readers[id] : [owners[id] as NodeId]) readers[arg].add(reader);
  }
  return owners;
}

/** Boxes of one stage and one key become the first of them; ports stay. */
function merged({ nodes }: Netlist, stages: readonly number[], owners: Owners, keyOf: (n: NetNode) => string): Owners {
  const first = new Map<string, NodeId>();
  return owners.map((owner) => {
    if (owner === undefined || nodes[owner].op === 'input') return owner;
    const key = `${stages[owner]} ${holdsState(nodes[owner])} ${keyOf(nodes[owner])}`;
    if (!first.has(key)) first.set(key, owner);
    return first.get(key);
  });
}

function draw({ nodes, outputs }: Netlist, stages: readonly number[], owners: Owners): Omit<Schematic, 'grain'> {
  const members = new Map<NodeId, NodeId[]>();
  for (const [id, owner] of owners.entries()) {
    if (owner === undefined) continue;
    if (members.has(owner)) members.get(owner)?.push(id);
    else members.set(owner, [id]);
  }
  const boxes = [...members].map(([owner, ids]) => boxOf(nodes, owner, ids, stages[owner]));
  const wires = new Map<string, Wire>();
  const behind: NodeId[][] = [];
  for (const [id, owner] of owners.entries())
    behind[id] = owner !== undefined ? [id] : [...new Set(nodes[id].args.flatMap((arg) => behind[arg]))];
  const connect = (source: NodeId, to: string) => {
    for (const id of behind[source]) {
      const from = `n${owners[id]}`;
      const width = Math.max(nodes[id].width, wires.get(`${from} ${to}`)?.width ?? 0);
      const loop = from === to && !holdsState(nodes[owners[id] as NodeId]);
      if (!loop) wires.set(`${from} ${to}`, { from, to, width });
    }
  };
  for (const [id, node] of nodes.entries())
    if (owners[id] !== undefined)
      for (const arg of [...node.args, ...lateOperands(node)]) connect(arg, `n${owners[id]}`);
  for (const { name, width, node } of outputs) {
    const about = `output ${name}, ${width} bits`;
    boxes.push({ id: `out ${name}`, kind: 'output', sign: '', name, about, stage: stages[node] });
    connect(node, `out ${name}`);
  }
  return { boxes, wires: [...wires.values()] };
}

function boxOf(nodes: readonly NetNode[], owner: NodeId, ids: readonly NodeId[], stage: number): Box {
  const node = nodes[owner];
  const signs = new Map<string, number>();
  for (const id of ids) signs.set(signOf(nodes[id]), (signs.get(signOf(nodes[id])) ?? 0) + 1);
  const counted = [...signs].map(([sign, count]) => (count > 1 ? `${count} ${sign}` : sign));
  const alike = ids.filter((id) => nodes[id].name !== undefined && nodes[id].op === node.op);
  const name = node.name ?? '';
  const bits = ids.length === 1 ? `${node.width} bits` : `${ids.length} operations`;
  return {
    id: `n${owner}`,
    kind: kindOf(node),
    sign: node.op === 'input' ? '' : counted.slice(0, 4).join(', ') + (counted.length > 4 ? ' …' : ''),
    name: alike.length > 1 ? `${name.replace(/\d+/g, '#')} (${alike.length})` : name,
    about: [`${node.op} ${name}`.trim(), bits, ...(node.note ? [node.note] : [])].join(', '),
    stage,
  };
}

function holdsState(node: NetNode): boolean {
  return lateOperands(node).length > 0;
}

function kindOf(node: NetNode): Box['kind'] {
  if (node.op === 'input') return 'input';
  if (!holdsState(node)) return 'logic';
  return isPipeline(node) ? 'register' : 'state';
}

const SIGNS: Readonly<Partial<Record<NetNode['op'], string>>> = {
  add: '+',
  sub: '−',
  neg: '−x',
  and: '&',
  or: '|',
  xor: '^',
  not: '~',
  mulu: '×',
  muls: '×',
  eq: '=',
  ltu: '<',
  lts: '<',
  shl: '≪',
  shru: '≫',
  shrs: '≫',
  mux: 'mux',
  redand: '&…',
  redor: '|…',
  redxor: '^…',
  rom: 'ROM',
  reg: 'reg',
  ram: 'RAM',
};

function signOf(node: NetNode): string {
  return SIGNS[node.op] ?? node.op;
}
