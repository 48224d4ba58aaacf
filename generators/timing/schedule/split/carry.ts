/** Carry chains in chunks, each of which hands its carry to the next as a word of one bit. */
import type { NodeId } from '../../../netlist/netlist.ts';
import { evenly, type Parts } from './parts.ts';

/** a + b or a - b modulo 2^width. */
export function splitSum(p: Parts, op: 'add' | 'sub', a: NodeId, b: NodeId, longest: number): NodeId {
  const width = p.width(a);
  const ends = chunks(width, longest);
  const sums: NodeId[] = [];
  let carry: NodeId | undefined;
  for (let i = 0; i + 1 < ends.length; i++) {
    const [lo, size] = [ends[i], ends[i + 1] - ends[i]];
    const last = i + 2 === ends.length;
    // One bit more on top takes the carry out, one bit more below brings it in: 1 + carry, or 0 - borrow.
    const top = last ? [] : [p.const(1, 0n)];
    const below = (bit: NodeId) => (carry === undefined ? [] : [bit]);
    const x = p.join(...top, p.slice(a, lo, size), ...below(p.const(1, op === 'add' ? 1n : 0n)));
    const y = p.join(...top, p.slice(b, lo, size), ...below(carry!));
    const sum = p.named(p.two(op, x, y), `part${i}`);
    const from = carry === undefined ? 0 : 1;
    sums.unshift(p.slice(sum, from, size));
    if (!last) carry = p.bit(sum, from + size);
  }
  return p.join(...sums);
}

/** a < b of unsigned words, or of signed ones. */
export function splitLess(p: Parts, signed: boolean, a: NodeId, b: NodeId, longest: number): NodeId {
  const width = p.width(a);
  const [x, y] = signed ? [flipSign(p, a), flipSign(p, b)] : [a, b];
  let borrow: NodeId | undefined;
  const ends = chunks(width, longest);
  for (let i = 0; i + 1 < ends.length; i++) {
    const [lo, size] = [ends[i], ends[i + 1] - ends[i]];
    const [m, n] = [p.slice(x, lo, size), p.slice(y, lo, size)];
    borrow = p.named(
      borrow === undefined ? p.less(m, n) : p.less(p.join(m, p.const(1, 0n)), p.join(n, borrow)),
      `part${i}`,
    );
  }
  return borrow!;
}

function flipSign(p: Parts, word: NodeId): NodeId {
  const width = p.width(word);
  const sign = p.not(p.bit(word, width - 1));
  return width === 1 ? sign : p.join(sign, p.slice(word, 0, width - 1));
}

/** Chunks with room for the carries at both ends. */
function chunks(width: number, longest: number): number[] {
  return evenly(width, Math.ceil(width / Math.max(1, longest - 2)));
}
