import type { NetNode } from '../../netlist.ts';
import type { BareNode } from '../../rewrite.ts';

type Evaluate = (words: readonly bigint[], widths: readonly number[], width: number) => bigint;

const bit = (condition: boolean) => (condition ? 1n : 0n);
const signed = (words: readonly bigint[], widths: readonly number[], i: number) => BigInt.asIntN(widths[i], words[i]);
const ones = (width: number) => (1n << BigInt(width)) - 1n;

/** Words of constant operands to the word of the result, before it is cut to width. */
const OPERATIONS: Partial<Record<NetNode['op'], Evaluate>> = {
  add: ([a, b]) => a + b,
  sub: ([a, b]) => a - b,
  neg: ([a]) => -a,
  mulu: ([a, b]) => a * b,
  muls: (words, widths) => signed(words, widths, 0) * signed(words, widths, 1),
  and: ([a, b]) => a & b,
  or: ([a, b]) => a | b,
  xor: ([a, b]) => a ^ b,
  not: ([a]) => ~a,
  eq: ([a, b]) => bit(a === b),
  ltu: ([a, b]) => bit(a < b),
  lts: (words, widths) => bit(signed(words, widths, 0) < signed(words, widths, 1)),
  shl: ([a, n], _, width) => (n < width ? a << n : 0n),
  shru: ([a, n], _, width) => (n < width ? a >> n : 0n),
  shrs: (words, widths, width) => signed(words, widths, 0) >> (words[1] < width ? words[1] : BigInt(width)),
  mux: ([select, one, zero]) => (select === 1n ? one : zero),
  concat: (words, widths) => words.reduce((high, word, i) => (high << BigInt(widths[i])) + word),
  zext: ([a]) => a,
  sext: (words, widths) => signed(words, widths, 0),
  redand: ([a], [width]) => bit(a === ones(width)),
  redor: ([a]) => bit(a !== 0n),
  redxor: ([a]) => BigInt([...a.toString(2)].filter((digit) => digit === '1').length & 1),
};

/** The word of a node whose operands are constant; undefined for nodes that have no such word. */
export function evaluate(node: BareNode, words: readonly bigint[], widths: readonly number[]): bigint | undefined {
  if (node.op === 'const') return node.value;
  if (node.op === 'slice') return BigInt.asUintN(node.width, words[0] >> BigInt(node.lo));
  if (node.op === 'rom') return words[0] < node.table.length ? node.table[Number(words[0])] : 0n;
  const operation = OPERATIONS[node.op];
  return operation && BigInt.asUintN(node.width, operation(words, widths, node.width));
}
