import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Box, Schematic, Wire } from './schematic.ts';

export interface PlacedBox extends Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface RoutedWire extends Wire {
  /** Corners, from its source to its end. */
  readonly points: readonly Point[];
  /** Where it leaves a wire of the same word. */
  readonly junctions: readonly Point[];
}

/** All lengths in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlacedBox[];
  readonly wires: readonly RoutedWire[];
}

/** Advance of a character of the signs and of the names, as the page sets them. */
const SIGN_ADVANCE = 9;
const NAME_ADVANCE = 6.1;
const LINE = 15;

/**
 * Boxes in columns, stage after stage from the left, registers in columns of their own between them; wires at right
 * angles. ELK's layered algorithm (Sugiyama) with partitions.
 */
export async function layOut({ boxes: unordered, wires }: Schematic): Promise<Layout> {
  const boxes = readingOrder(unordered, wires);
  const graph: ElkNode = {
    id: 'schematic',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.partitioning.activate': 'true',
      'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.spacing.nodeNodeBetweenLayers': '34',
      'elk.layered.spacing.edgeNodeBetweenLayers': '14',
      'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
      'elk.spacing.nodeNode': '16',
      'elk.spacing.edgeNode': '12',
      'elk.spacing.edgeEdge': '8',
      'elk.padding': '[top=30,left=14,bottom=14,right=14]',
    },
    children: boxes.map((box) => ({
      id: box.id,
      ...sizeOf(box),
      ports: [{ id: `${box.id} out`, layoutOptions: { 'elk.port.side': 'EAST' } }],
      layoutOptions: {
        'elk.partitioning.partition': String(partitionOf(box)),
        'elk.portConstraints': 'FIXED_SIDE',
        ...(box.kind === 'input' && { 'elk.layered.layering.layerConstraint': 'FIRST' }),
        ...(box.kind === 'output' && { 'elk.layered.layering.layerConstraint': 'LAST' }),
      },
    })),
    edges: wires.map((wire, i) => ({ id: String(i), sources: [`${wire.from} out`], targets: [wire.to] })),
  };
  const { width = 0, height = 0, children = [], edges = [] } = await new ELK().layout(graph);
  return {
    width,
    height,
    boxes: boxes.map((box, i) => {
      const { x = 0, y = 0, width = 0, height = 0 } = children[i];
      return { ...box, x, y, width, height };
    }),
    wires: wires.map((wire, i) => ({ ...wire, ...courseOf(edges[i] as ElkExtendedEdge) })),
  };
}

/**
 * Every box after those that it reads, but for registers on loops: where there is no way on, the first of them goes next.
 * So a loop is drawn backwards where it enters its register, and nowhere else.
 */
function readingOrder(boxes: readonly Box[], wires: readonly Wire[]): Box[] {
  const missing = new Map(boxes.map((box) => [box.id, new Set<string>()]));
  const readers = new Map(boxes.map((box) => [box.id, [] as string[]]));
  for (const { from, to } of wires) {
    if (from === to) continue;
    missing.get(to)?.add(from);
    readers.get(from)?.push(to);
  }
  const ordered: Box[] = [];
  const left = new Set(boxes);
  while (left.size > 0) {
    const all = [...left];
    const ready = all.filter((box) => missing.get(box.id)?.size === 0);
    const next = ready.length > 0 ? ready : [all.find((box) => box.kind === 'state') ?? all[0]];
    for (const box of next) {
      left.delete(box);
      ordered.push(box);
      for (const reader of readers.get(box.id) ?? []) missing.get(reader)?.delete(box.id);
    }
  }
  return ordered;
}

/** Between the logic of two stages stand the registers. */
function partitionOf({ kind, stage }: Box): number {
  return 2 * stage + (kind === 'register' ? 0 : 1);
}

function sizeOf({ sign, name }: Box): { width: number; height: number } {
  const text = Math.max([...sign].length * SIGN_ADVANCE, name.length * NAME_ADVANCE);
  const lines = (sign === '' ? 0 : 1) + (name === '' ? 0 : 1);
  return { width: Math.max(30, Math.ceil(text) + 16), height: 10 + lines * LINE };
}

function courseOf({ sections = [], junctionPoints = [] }: ElkExtendedEdge): Pick<RoutedWire, 'points' | 'junctions'> {
  const points = sections.flatMap((s) => [s.startPoint, ...(s.bendPoints ?? []), s.endPoint]);
  return { points, junctions: junctionPoints };
}
