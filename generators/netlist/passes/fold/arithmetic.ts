import type { NodeId } from '../../netlist.ts';
import type { Folder, Rule, Rules } from './folder.ts';

const add: Rule<'add'> = (f, { width, args: [a, b] }) => {
  if (f.value(a) !== undefined) return f.binary('add', b, a);
  if (f.value(b) === 0n) return a;
  if (width === 1) return f.binary('xor', a, b);
  if (a === b) return f.shiftedLeft(a, 1);
  const [left, right] = [f.node(a), f.node(b)];
  if (right.op === 'neg') return f.binary('sub', a, right.args[0]);
  if (left.op === 'neg') return f.binary('sub', b, left.args[0]);
  // (x + c) + d = x + (c + d)
  if (right.op === 'const' && left.op === 'add' && f.value(left.args[1]) !== undefined)
    return f.binary('add', left.args[0], f.binary('add', left.args[1], b));
  return undefined;
};

const sub: Rule<'sub'> = (f, { width, args: [a, b] }) => {
  if (a === b) return f.const(width, 0n);
  if (f.value(b) === 0n) return a;
  if (width === 1) return f.binary('xor', a, b);
  if (f.value(a) === 0n) return f.unary('neg', b);
  const right = f.node(b);
  return right.op === 'neg' ? f.binary('add', a, right.args[0]) : undefined;
};

const neg: Rule<'neg'> = (f, { width, args: [a] }) => {
  if (width === 1) return a;
  const inner = f.node(a);
  if (inner.op === 'neg') return inner.args[0];
  return inner.op === 'sub' ? f.binary('sub', inner.args[1], inner.args[0]) : undefined;
};

/** Multiplication by 0, 1 and powers of two (negative ones too) is wiring and at most a negation. */
function byConstant(f: Folder, op: 'mulu' | 'muls', width: number, a: NodeId, b: NodeId): NodeId | undefined {
  if (f.value(a) !== undefined) return byConstant(f, op, width, b, a);
  const word = f.value(b);
  if (word === undefined) return undefined;
  const factor = op === 'muls' ? BigInt.asIntN(f.width(b), word) : word;
  if (factor === 0n) return f.const(width, 0n);
  const magnitude = factor < 0n ? -factor : factor;
  if ((magnitude & (magnitude - 1n)) !== 0n) return undefined;
  const by = magnitude.toString(2).length - 1;
  if (by >= width) return f.const(width, 0n);
  const whole = f.width(a) >= width ? f.slice(a, 0, width) : f.extend(op === 'muls' ? 'sext' : 'zext', a, width);
  const shifted = by === 0 ? whole : f.shiftedLeft(whole, by);
  return factor < 0n ? f.unary('neg', shifted) : shifted;
}

const mulu: Rule<'mulu'> = (f, { width, args: [a, b] }) => {
  const wired = byConstant(f, 'mulu', width, a, b);
  if (wired !== undefined) return wired;
  // One bit times a word lets the word through or not.
  if (f.width(a) !== 1 && f.width(b) !== 1) return undefined;
  const [single, word] = f.width(a) === 1 ? [a, b] : [b, a];
  const cut = Math.min(width, f.width(word));
  const gated = f.make({ op: 'mux', width: cut, args: [single, f.slice(word, 0, cut), f.const(cut, 0n)] });
  return f.extend('zext', gated, width);
};

const muls: Rule<'muls'> = (f, { width, args: [a, b] }) => byConstant(f, 'muls', width, a, b);

const eq: Rule<'eq'> = (f, { args: [a, b] }) => {
  if (a === b) return f.const(1, 1n);
  if (f.width(a) !== 1) return undefined;
  return f.unary('not', f.binary('xor', a, b));
};

const ltu: Rule<'ltu'> = (f, { args: [a, b] }) => {
  if (a === b || f.value(b) === 0n || f.isOnes(a)) return f.const(1, 0n);
  if (f.value(a) === 0n) return f.reduce('redor', b);
  if (f.value(b) === 1n) return f.unary('not', f.reduce('redor', a));
  return f.width(a) === 1 ? f.binary('and', f.unary('not', a), b) : undefined;
};

const lts: Rule<'lts'> = (f, { args: [a, b] }) => {
  const width = f.width(a);
  const least = 1n << BigInt(width - 1);
  if (a === b || f.value(b) === least || f.value(a) === least - 1n) return f.const(1, 0n);
  if (width === 1) return f.binary('and', a, f.unary('not', b));
  if (f.value(b) === 0n) return f.msb(a);
  return f.isOnes(a) ? f.unary('not', f.msb(b)) : undefined;
};

export const ARITHMETIC: Rules = { add, sub, neg, mulu, muls, eq, ltu, lts };
