import type { NodeId } from '../../netlist.ts';
import type { Folder, Rule, Rules } from './folder.ts';

/** Concatenations of more parts are not merged into the one that holds them: that would take quadratic time in chains. */
const MOST_PARTS = 64;

const zext: Rule<'zext'> = (f, { width, args: [a] }) => {
  if (f.width(a) === width) return a;
  const inner = f.node(a);
  return inner.op === 'zext' ? f.extend('zext', inner.args[0], width) : undefined;
};

const sext: Rule<'sext'> = (f, { width, args: [a] }) => {
  if (f.width(a) === width) return a;
  const inner = f.node(a);
  // The copies that the inner extension made are the sign: of what it extended, or zero.
  return inner.op === 'sext' || inner.op === 'zext' ? f.extend(inner.op, inner.args[0], width) : undefined;
};

const slice: Rule<'slice'> = (f, { width, args: [a], lo }) => {
  const inner = f.node(a);
  if (lo === 0 && width === inner.width) return a;
  if (inner.op === 'slice') return f.slice(inner.args[0], inner.lo + lo, width);
  if (inner.op === 'concat') return f.concat(covered(f, inner.args, lo, width));
  if (inner.op !== 'zext' && inner.op !== 'sext') return undefined;
  const [word] = inner.args;
  const rest = f.width(word) - lo;
  if (rest >= width) return f.slice(word, lo, width);
  if (rest > 0) return f.extend(inner.op, f.slice(word, lo, rest), width);
  return inner.op === 'zext' ? f.const(width, 0n) : f.extend('sext', f.msb(word), width);
};

/** What bits lo .. lo + width - 1 of a concatenation are made of, most significant first. */
function covered(f: Folder, parts: readonly NodeId[], lo: number, width: number): NodeId[] {
  const pieces: NodeId[] = [];
  let bottom = 0;
  for (let i = parts.length - 1; i >= 0 && bottom < lo + width; i--) {
    const top = bottom + f.width(parts[i]);
    const [from, to] = [Math.max(bottom, lo), Math.min(top, lo + width)];
    if (from < to) pieces.push(f.slice(parts[i], from - bottom, to - from));
    bottom = top;
  }
  return pieces.reverse();
}

const concat: Rule<'concat'> = (f, { width, args }) => {
  const parts = args.flatMap((part) => partsOf(f, part));
  const merged: NodeId[] = [];
  for (const part of parts) {
    const joined = merged.length > 0 ? joinedPair(f, merged[merged.length - 1], part) : undefined;
    if (joined === undefined) merged.push(part);
    else merged[merged.length - 1] = joined;
  }
  if (merged.length === 1) return merged[0];
  if (f.value(merged[0]) === 0n) return f.extend('zext', f.concat(merged.slice(1)), width);
  const same = merged.length === args.length && merged.every((part, i) => part === args[i]);
  return same ? undefined : f.concat(merged);
};

/** A part as the parts that it is made of. */
function partsOf(f: Folder, part: NodeId): readonly NodeId[] {
  const node = f.node(part);
  if (node.op === 'concat' && node.args.length <= MOST_PARTS) return node.args;
  if (node.op !== 'zext') return [part];
  const [word] = node.args;
  return [f.const(node.width - f.width(word), 0n), ...partsOf(f, word)];
}

/** Neighbours that are one word: two constants, or adjacent bits of one node. */
function joinedPair(f: Folder, high: NodeId, low: NodeId): NodeId | undefined {
  const [x, y] = [f.node(high), f.node(low)];
  const width = x.width + y.width;
  if (x.op === 'const' && y.op === 'const') return f.const(width, (x.value << BigInt(y.width)) | y.value);
  const [from, to] = [bitsOf(f, low), bitsOf(f, high)];
  return from.word === to.word && from.lo + y.width === to.lo ? f.slice(from.word, from.lo, width) : undefined;
}

function bitsOf(f: Folder, id: NodeId): { word: NodeId; lo: number } {
  const node = f.node(id);
  return node.op === 'slice' ? { word: node.args[0], lo: node.lo } : { word: id, lo: 0 };
}

/** The amount of a shift by a constant, at most the width. */
function constantAmount(f: Folder, amount: NodeId, width: number): number | undefined {
  const n = f.value(amount);
  return n === undefined ? undefined : n < width ? Number(n) : width;
}

const shl: Rule<'shl'> = (f, { width, args: [a, amount] }) => {
  const n = constantAmount(f, amount, width);
  if (n === 0 || f.value(a) === 0n) return a;
  if (n === undefined) return undefined;
  return n === width ? f.const(width, 0n) : f.shiftedLeft(a, n);
};

const shru: Rule<'shru'> = (f, { width, args: [a, amount] }) => {
  const n = constantAmount(f, amount, width);
  if (n === 0 || f.value(a) === 0n) return a;
  if (n === undefined) return undefined;
  return n === width ? f.const(width, 0n) : f.extend('zext', f.slice(a, n, width - n), width);
};

const shrs: Rule<'shrs'> = (f, { width, args: [a, amount] }) => {
  const n = constantAmount(f, amount, width);
  if (n === 0 || f.value(a) === 0n || f.isOnes(a)) return a;
  if (n === undefined) return undefined;
  const lo = Math.min(n, width - 1);
  return f.extend('sext', f.slice(a, lo, width - lo), width);
};

const rom: Rule<'rom'> = (f, { width, args: [address], table }) => {
  const uniform = table.every((word) => word === table[0]);
  return uniform && table.length === 2 ** f.width(address) ? f.const(width, table[0]) : undefined;
};

export const WIRES: Rules = { zext, sext, slice, concat, shl, shru, shrs, rom };
