import type { NodeId } from '../../netlist.ts';
import type { Folder, Rule, Rules } from './folder.ts';

/** Masks of more runs than this stay gates: the wiring would be harder to read than the mask. */
const MOST_RUNS = 3;

function opposite(f: Folder, a: NodeId, b: NodeId): boolean {
  const [left, right] = [f.node(a), f.node(b)];
  return (left.op === 'not' && left.args[0] === b) || (right.op === 'not' && right.args[0] === a);
}

/** Runs of equal bits of a word, least significant first. */
function runsOf(word: bigint, width: number): { bit: string; lo: number; width: number }[] {
  const digits = [...word.toString(2).padStart(width, '0')].reverse().join('');
  return [...digits.matchAll(/0+|1+/g)].map((run) => ({ bit: run[0][0], lo: run.index, width: run[0].length }));
}

/** A word with the runs of a mask's `forced` bits replaced by constants, as wiring. */
function masked(f: Folder, a: NodeId, mask: bigint, forced: '0' | '1'): NodeId | undefined {
  const runs = runsOf(mask, f.width(a));
  if (runs.length > MOST_RUNS) return undefined;
  const part = ({ bit, lo, width }: (typeof runs)[number]) =>
    bit === forced ? f.const(width, forced === '1' ? -1n : 0n) : f.slice(a, lo, width);
  return f.concat(runs.reverse().map(part));
}

const and: Rule<'and'> = (f, { width, args: [a, b] }) => {
  if (f.value(a) !== undefined) return f.binary('and', b, a);
  if (a === b) return a;
  if (opposite(f, a, b)) return f.const(width, 0n);
  const mask = f.value(b);
  return mask === undefined ? undefined : masked(f, a, mask, '0');
};

const or: Rule<'or'> = (f, { width, args: [a, b] }) => {
  if (f.value(a) !== undefined) return f.binary('or', b, a);
  if (a === b) return a;
  if (opposite(f, a, b)) return f.const(width, -1n);
  const mask = f.value(b);
  return mask === undefined ? undefined : masked(f, a, mask, '1');
};

const xor: Rule<'xor'> = (f, { width, args: [a, b] }) => {
  if (f.value(a) !== undefined) return f.binary('xor', b, a);
  if (a === b) return f.const(width, 0n);
  if (opposite(f, a, b)) return f.const(width, -1n);
  if (f.value(b) === 0n) return a;
  return f.isOnes(b) ? f.unary('not', a) : undefined;
};

const not: Rule<'not'> = (f, { args: [a] }) => {
  const inner = f.node(a);
  return inner.op === 'not' ? inner.args[0] : undefined;
};

const mux: Rule<'mux'> = (f, { width, args: [select, one, zero] }) => {
  const choice = f.value(select);
  if (choice !== undefined) return choice === 1n ? one : zero;
  if (one === zero) return one;
  const again = (s: NodeId, x: NodeId, y: NodeId) => f.make({ op: 'mux', width, args: [s, x, y] });
  const [s, x, y] = [select, one, zero].map((id) => f.node(id));
  if (s.op === 'not') return again(s.args[0], zero, one);
  // A mux below that asks the same question has its answer.
  if (x.op === 'mux' && x.args[0] === select) return again(select, x.args[1], zero);
  if (y.op === 'mux' && y.args[0] === select) return again(select, one, y.args[2]);
  if (width !== 1) return undefined;
  if (f.value(one) === 1n) return f.binary('or', select, zero);
  if (f.value(zero) === 0n) return f.binary('and', select, one);
  if (f.value(one) === 0n) return f.binary('and', f.unary('not', select), zero);
  return f.value(zero) === 1n ? f.binary('or', f.unary('not', select), one) : undefined;
};

/** Reductions look through extensions and leave out what constant parts decide. */
const reduction =
  (op: 'redand' | 'redor' | 'redxor'): Rule<'redand' | 'redor' | 'redxor'> =>
  (f, { args: [a] }) => {
    if (f.width(a) === 1) return a;
    const inner = f.node(a);
    if (inner.op === 'zext') return op === 'redand' ? f.const(1, 0n) : f.reduce(op, inner.args[0]);
    if (inner.op === 'sext' && op !== 'redxor') return f.reduce(op, inner.args[0]);
    if (inner.op !== 'concat' || op === 'redxor') return undefined;
    const variable = inner.args.filter((part) => f.value(part) === undefined);
    if (variable.length === inner.args.length) return undefined;
    const neutral = (part: NodeId) => (op === 'redor' ? f.value(part) === 0n : f.isOnes(part));
    const constants = inner.args.filter((part) => f.value(part) !== undefined);
    return constants.every(neutral) ? f.reduce(op, f.concat(variable)) : f.const(1, op === 'redor' ? 1n : 0n);
  };

export const LOGIC: Rules = {
  and,
  or,
  xor,
  not,
  mux,
  redand: reduction('redand'),
  redor: reduction('redor'),
  redxor: reduction('redxor'),
};
