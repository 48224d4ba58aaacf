/** Facts of a node from the facts of its operands. */
import type { NetNode, NodeId } from '../../netlist.ts';
import {
  anything,
  bitLength,
  constantOf,
  either,
  exactly,
  type Facts,
  type Interval,
  imply,
  mask,
  signedBits,
  signedRange,
  span,
  trailingZeros,
  unsignedRange,
} from './facts.ts';

export type FactsOf = (id: NodeId) => Facts;

/** Facts of any node but a register, whose facts are a fixpoint of many cycles. */
export function transfer(node: NetNode, nodes: readonly NetNode[], factsOf: FactsOf): Facts {
  const { width } = node;
  const args = node.op === 'instance_output' ? [] : node.args.map(factsOf);
  const [a, b] = args;
  const of = (known: Partial<Omit<Facts, 'width'>>) => imply(width, known) ?? anything(width);
  const bit = (truth: boolean | undefined) => (truth === undefined ? anything(1) : exactly(1, truth ? 1n : 0n));
  switch (node.op) {
    case 'input':
    case 'instance':
    case 'instance_output':
    case 'reg':
    case 'ram':
      return anything(width);
    case 'const':
      return exactly(width, node.value);
    case 'add':
      return of({ ...carryBits(a, b.zeros, b.ones, false), ...ranges(width, (x, y) => plus(x, y), a, b) });
    case 'sub':
      return of({ ...carryBits(a, b.ones, b.zeros, true), ...ranges(width, (x, y) => plus(x, minus(y)), a, b) });
    case 'neg':
      return of({
        ...carryBits(exactly(width, 0n), a.ones, a.zeros, true),
        ...ranges(width, (x) => minus(x), a, a),
      });
    case 'mulu':
    case 'muls':
      return of(productFacts(node.op, width, a, b));
    case 'and':
      return of({ zeros: a.zeros | b.zeros, ones: a.ones & b.ones, s: signsKept(a, b) });
    case 'or':
      return of({ zeros: a.zeros & b.zeros, ones: a.ones | b.ones, s: signsKept(a, b) });
    case 'xor': {
      const [zeros, ones] = [(a.zeros & b.zeros) | (a.ones & b.ones), (a.zeros & b.ones) | (a.ones & b.zeros)];
      return of({ zeros, ones, s: signsKept(a, b) });
    }
    case 'not': {
      const all = mask(width);
      const u = { lo: all - a.u.hi, hi: all - a.u.lo };
      return of({ zeros: a.ones, ones: a.zeros, u, s: { lo: ~a.s.hi, hi: ~a.s.lo } });
    }
    case 'eq': {
      const differ = (a.zeros & b.ones) !== 0n || (a.ones & b.zeros) !== 0n || apart(a.u, b.u) || apart(a.s, b.s);
      return bit(differ ? false : constantOf(a) !== undefined && constantOf(a) === constantOf(b) ? true : undefined);
    }
    case 'ltu':
      return bit(lessThan(a.u, b.u));
    case 'lts':
      return bit(lessThan(a.s, b.s));
    case 'shl':
    case 'shru':
    case 'shrs':
      return of(shiftFacts(node.op, width, a, b));
    case 'mux':
      return muxFacts(node, nodes, factsOf);
    case 'concat':
      return of(concatFacts(args));
    case 'slice':
      return of(sliceFacts(a, node.lo, width));
    case 'zext':
      return of({ zeros: a.zeros | (mask(width) & ~mask(a.width)), ones: a.ones, u: a.u });
    case 'sext':
      return of({ ...signBits(a, width), s: a.s });
    case 'redand':
      return bit(a.zeros !== 0n ? false : a.ones === mask(a.width) ? true : undefined);
    case 'redor':
      return bit(a.u.lo > 0n ? true : a.u.hi === 0n ? false : undefined);
    case 'redxor':
      return anything(1);
    case 'rom':
      return romFacts(node.table, width, a.u);
  }
}

function plus(a: Interval, b: Interval): Interval {
  return { lo: a.lo + b.lo, hi: a.hi + b.hi };
}

function minus(a: Interval): Interval {
  return { lo: -a.hi, hi: -a.lo };
}

/** The interval modulo 2^width, where all of it wraps alike; else the whole range. */
function wrapped(interval: Interval, range: Interval, width: number): Interval {
  const turns = (x: bigint) => (x - range.lo) >> BigInt(width);
  const by = turns(interval.lo) << BigInt(width);
  return turns(interval.hi) << BigInt(width) === by ? { lo: interval.lo - by, hi: interval.hi - by } : range;
}

/** Both readings of a modular operation. */
function ranges(width: number, operation: (x: Interval, y: Interval) => Interval, a: Facts, b: Facts) {
  return {
    u: wrapped(operation(a.u, b.u), unsignedRange(width), width),
    s: wrapped(operation(a.s, b.s), signedRange(width), width),
  };
}

/**
 * Known bits of a + b + carry: a bit is known where both operands and the carry into it are. The carries of the least and
 * the greatest possible sum bound the carry between them (as LLVM's `KnownBits::computeForAddCarry` has it).
 */
function carryBits(a: Facts, zeros: bigint, ones: bigint, carry: boolean): { zeros: bigint; ones: bigint } {
  const all = mask(a.width);
  const one = carry ? 1n : 0n;
  const greatest = (~a.zeros & all) + (~zeros & all) + one;
  const least = a.ones + ones + one;
  const noCarry = ~(greatest ^ a.zeros ^ zeros);
  const carryIn = least ^ a.ones ^ ones;
  const known = (a.zeros | a.ones) & (zeros | ones) & (noCarry | carryIn) & all;
  return { zeros: ~greatest & known, ones: least & known };
}

function productFacts(op: 'mulu' | 'muls', width: number, a: Facts, b: Facts): Partial<Facts> {
  const zeros = mask(Math.min(width, trailingZeros(a) + trailingZeros(b)));
  const [x, y] = op === 'mulu' ? [a.u, b.u] : [a.s, b.s];
  const product = span([x.lo * y.lo, x.lo * y.hi, x.hi * y.lo, x.hi * y.hi]);
  return {
    zeros,
    u: wrapped(product, unsignedRange(width), width),
    s: wrapped(product, signedRange(width), width),
  };
}

/** Bitwise results have as many copies of their sign as both operands have. */
function signsKept(a: Facts, b: Facts): Interval {
  return signedRange(Math.max(signedBits(a), signedBits(b)));
}

function apart(a: Interval, b: Interval): boolean {
  return a.hi < b.lo || b.hi < a.lo;
}

function lessThan(a: Interval, b: Interval): boolean | undefined {
  return a.hi < b.lo ? true : a.lo >= b.hi ? false : undefined;
}

function shiftFacts(op: 'shl' | 'shru' | 'shrs', width: number, a: Facts, amount: Facts): Partial<Facts> {
  const capped = (n: bigint) => (n < width ? n : BigInt(width));
  const [least, most] = [capped(amount.u.lo), capped(amount.u.hi)];
  if (op === 'shru') return { u: { lo: a.u.lo >> most, hi: a.u.hi >> least } };
  const { lo, hi } = a.s;
  if (op === 'shrs') return { s: { lo: lo >> (lo < 0n ? least : most), hi: hi >> (hi < 0n ? most : least) } };
  const zeros = mask(Math.min(width, trailingZeros(a) + Number(least)));
  // Amounts of the width and more give zero, but then only words that are zero already stay in range.
  const scaled = (x: Interval, range: Interval): Interval => {
    const ends = span([x.lo << least, x.lo << most, x.hi << least, x.hi << most]);
    return ends.lo < range.lo || ends.hi > range.hi ? range : ends;
  };
  return { zeros, u: scaled(a.u, unsignedRange(width)), s: scaled(a.s, signedRange(width)) };
}

function signBits(a: Facts, width: number): { zeros: bigint; ones: bigint } {
  const copies = mask(width) & ~mask(a.width);
  const sign = 1n << BigInt(a.width - 1);
  return {
    zeros: a.zeros | ((a.zeros & sign) !== 0n ? copies : 0n),
    ones: a.ones | ((a.ones & sign) !== 0n ? copies : 0n),
  };
}

function concatFacts(parts: readonly Facts[]): Partial<Facts> {
  let [zeros, ones, lo, hi] = [0n, 0n, 0n, 0n];
  for (const part of parts) {
    const by = BigInt(part.width);
    zeros = (zeros << by) | part.zeros;
    ones = (ones << by) | part.ones;
    lo = (lo << by) | part.u.lo;
    hi = (hi << by) | part.u.hi;
  }
  return { zeros, ones, u: { lo, hi } };
}

function sliceFacts(a: Facts, lo: number, width: number): Partial<Facts> {
  const by = BigInt(lo);
  const down = (x: Interval): Interval => ({ lo: x.lo >> by, hi: x.hi >> by });
  return {
    zeros: BigInt.asUintN(width, a.zeros >> by),
    ones: BigInt.asUintN(width, a.ones >> by),
    u: wrapped(down(a.u), unsignedRange(width), width),
    s: wrapped(down(a.s), signedRange(width), width),
  };
}

function romFacts(table: readonly bigint[], width: number, address: Interval): Facts {
  const reached = address.lo < table.length ? table.slice(Number(address.lo), reachedEnd(address, table.length)) : [];
  if (address.hi >= table.length) reached.push(0n);
  let [zeros, ones] = [mask(width), mask(width)];
  for (const word of reached) {
    zeros &= ~word;
    ones &= word;
  }
  return imply(width, { zeros, ones, u: span(reached) }) ?? anything(width);
}

/** One past the last word of a table that an address reaches. */
function reachedEnd(address: Interval, length: number): number {
  return bitLength(address.hi) > 32 ? length : Math.min(length, Number(address.hi) + 1);
}

function muxFacts(node: NetNode, nodes: readonly NetNode[], factsOf: FactsOf): Facts {
  const [select, one, zero] = node.args;
  const choice = constantOf(factsOf(select));
  if (choice !== undefined) return factsOf(choice === 1n ? one : zero);
  const [whenOne, whenZero] = [onArm(select, one, true, nodes, factsOf), onArm(select, zero, false, nodes, factsOf)];
  // An arm that contradicts the condition is never taken.
  if (!whenOne || !whenZero) return whenOne ?? whenZero ?? anything(node.width);
  return either(whenOne, whenZero);
}

/** What is known of an arm when it is chosen: more than always, where the condition compares the arm itself. */
function onArm(
  select: NodeId,
  arm: NodeId,
  truth: boolean,
  nodes: readonly NetNode[],
  factsOf: FactsOf,
): Facts | undefined {
  const known = factsOf(arm);
  const condition = nodes[select];
  if (condition.op === 'not') return onArm(condition.args[0], arm, !truth, nodes, factsOf);
  if (condition.op !== 'ltu' && condition.op !== 'lts') return known;
  const reading = condition.op === 'ltu' ? 'u' : 's';
  const [left, right] = condition.args;
  const [below, above] = [factsOf(left)[reading], factsOf(right)[reading]];
  let { lo, hi } = known[reading];
  if (arm === left && truth) hi = span([hi, above.hi - 1n]).lo;
  if (arm === left && !truth) lo = span([lo, above.lo]).hi;
  if (arm === right && truth) lo = span([lo, below.lo + 1n]).hi;
  if (arm === right && !truth) hi = span([hi, below.hi]).lo;
  return imply(known.width, { ...known, [reading]: { lo, hi } });
}
