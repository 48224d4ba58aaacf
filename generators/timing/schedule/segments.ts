import { OUTPUT, type Segment } from './balance.ts';
import type { Units } from './units.ts';

/** Every unit's word cut where its readers differ, by unit. Bits that nothing reads are left out. */
export function segmentsOf({ netlist, wires, units, unitOf }: Units): Segment[][] {
  const reads: { readonly lo: number; readonly hi: number; readonly reader: number }[][] = units.map(() => []);
  for (const [reader, { operands }] of units.entries())
    for (const { pieces } of operands)
      for (const p of pieces) reads[unitOf[p.source]!].push({ lo: p.lo, hi: p.lo + p.width, reader });
  for (const port of netlist.outputs)
    for (const p of wires.pieces(port.node))
      reads[unitOf[p.source]!].push({ lo: p.lo, hi: p.lo + p.width, reader: OUTPUT });
  return reads.map((list) => {
    const cuts = [...new Set(list.flatMap(({ lo, hi }) => [lo, hi]))].sort((a, b) => a - b);
    const segments: Segment[] = [];
    for (const [i, lo] of cuts.slice(0, -1).entries()) {
      const width = cuts[i + 1] - lo;
      const readers = [...new Set(list.filter((r) => r.lo <= lo && lo < r.hi).map((r) => r.reader))].sort(
        (a, b) => a - b,
      );
      if (readers.length > 0) segments.push({ lo, width, readers });
    }
    return segments;
  });
}
