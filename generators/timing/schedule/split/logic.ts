/** Trees, shifters and tables in rows that fit into a stage each. */
import type { NodeId } from '../../../netlist/netlist.ts';
import { evenly, type Parts } from './parts.ts';

/** A reduction as reductions of parts of so many bits. */
export function splitReduction(p: Parts, op: 'redand' | 'redor' | 'redxor', a: NodeId, most: number): NodeId {
  const width = p.width(a);
  if (width <= most) return p.reduce(op, a);
  const ends = evenly(width, Math.ceil(width / most));
  const parts = ends.slice(1).map((end, i) => p.named(p.reduce(op, p.slice(a, ends[i], end - ends[i])), `part${i}`));
  return splitReduction(p, op, p.join(...parts.reverse()), most);
}

/** Equality by parts of so many bits of each word. */
export function splitEqual(p: Parts, a: NodeId, b: NodeId, most: number): NodeId {
  const width = p.width(a);
  const ends = evenly(width, Math.ceil(width / Math.max(1, most)));
  const parts = ends.slice(1).map((end, i) => {
    const [x, y] = [a, b].map((word) => p.slice(word, ends[i], end - ends[i]));
    return p.named(p.out.add({ op: 'eq', width: 1, args: [x, y] }), `part${i}`);
  });
  return splitReduction(p, 'redand', p.join(...parts.reverse()), Math.max(2, most));
}

/** A shift as a row of multiplexers for every bit of the amount, the lowest first. */
export function splitShift(p: Parts, op: 'shl' | 'shru' | 'shrs', word: NodeId, amount: NodeId, most: number): NodeId {
  const width = p.width(word);
  const fill = (bits: number) => {
    if (op !== 'shrs') return p.const(bits, 0n);
    const sign = p.bit(word, width - 1);
    return bits === 1 ? sign : p.out.add({ op: 'sext', width: bits, args: [sign] });
  };
  let row = word;
  let at = 0;
  for (; at < p.width(amount) && 2 ** at < width; at++) {
    const by = 2 ** at;
    const moved =
      op === 'shl'
        ? p.join(p.slice(row, 0, width - by), p.const(by, 0n))
        : p.join(fill(by), p.slice(row, by, width - by));
    row = p.named(p.mux(p.bit(amount, at), moved, row), `row${at}`);
  }
  if (at === p.width(amount)) return row;
  const beyond = splitReduction(p, 'redor', p.slice(amount, at, p.width(amount) - at), most);
  return p.mux(p.named(beyond, 'beyond'), fill(width), row);
}

/** A table as two halves, and so on until each has no more than so many address bits. */
export function splitTable(p: Parts, table: readonly bigint[], address: NodeId, width: number, most: number): NodeId {
  const bits = p.width(address);
  if (bits <= most || table.length <= 2) return p.out.add({ op: 'rom', width, args: [address], table });
  const half = 2 ** (bits - 1);
  const low = p.slice(address, 0, bits - 1);
  const zero = splitTable(p, table.slice(0, half), low, width, most);
  const upper = table.slice(half);
  const one = upper.length > 0 ? splitTable(p, upper, low, width, most) : p.const(width, 0n);
  return p.mux(p.bit(address, bits - 1), one, zero);
}
