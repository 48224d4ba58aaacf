/**
 * What WebAssembly offers for words of 8, 16, 32 and 64 bits: a scalar machine computes one row at a time, a vector
 * machine as many as fit into 128 bits. Opcodes: WebAssembly core specification 2.0, section 5.4.
 */
import { sleb, TYPE, uleb, type ValueType } from './encode.ts';

export interface Machine {
  readonly type: ValueType;
  /** Bits of a word. Arithmetic is modulo 2^bits. */
  readonly bits: 8 | 16 | 32 | 64;
  /** Rows that are computed together. */
  readonly lanes: number;
  /** A machine for words of twice the bits, which takes half of the rows at a time, and the codes between the two. */
  readonly halves?: {
    readonly machine: Machine;
    /** From a vector to those of its low and its high rows, with the words' sign or without. */
    readonly widen: Readonly<Record<'s' | 'u', readonly (readonly number[])[]>>;
    /** Both into one, where the words have a signed reading that is as narrow. */
    readonly narrow: readonly number[];
  };
  /** Codes that take two words from the stack and leave one. Comparisons leave `truth` or 0. */
  readonly binary: Readonly<Record<Binary, readonly number[]>>;
  /** Code that leaves the bits of the first word that the second one has not; of the first where the third has a 1, else of the second. None for scalars. */
  readonly butNot: readonly number[];
  readonly select: readonly number[];
  /** What comparisons give where they hold. */
  readonly truth: 1n | -1n;
  constant(word: bigint): number[];
  /** Code that shifts the word on the stack by n, 0 < n < bits. */
  shift(op: Shift, n: number): number[];
  /** Code that takes an address from the stack, and stores or leaves what is passed between functions. */
  readonly spill: { readonly load: readonly number[]; readonly store: readonly number[] };
}

export type Binary = 'add' | 'sub' | 'mul' | 'and' | 'or' | 'xor' | 'eq' | 'ne' | 'lts' | 'ltu';
export type Shift = 'shl' | 'shrs' | 'shru';

/** Instructions on vectors have a prefix and a number. */
export function simd(opcode: number): number[] {
  return [0xfd, ...uleb(opcode)];
}

const i32: Machine = {
  type: TYPE.i32,
  bits: 32,
  lanes: 1,
  binary: {
    add: [0x6a],
    sub: [0x6b],
    mul: [0x6c],
    and: [0x71],
    or: [0x72],
    xor: [0x73],
    eq: [0x46],
    ne: [0x47],
    lts: [0x48],
    ltu: [0x49],
  },
  butNot: [],
  select: [],
  truth: 1n,
  constant: (word) => [0x41, ...sleb(BigInt.asIntN(32, word))],
  shift: (op, n) => [0x41, n, { shl: 0x74, shrs: 0x75, shru: 0x76 }[op]],
  spill: { load: [0x28], store: [0x36] },
};

/** Comparisons leave an i32, which is extended without sign. */
const EXTEND = 0xad;

const i64: Machine = {
  type: TYPE.i64,
  bits: 64,
  lanes: 1,
  binary: {
    add: [0x7c],
    sub: [0x7d],
    mul: [0x7e],
    and: [0x83],
    or: [0x84],
    xor: [0x85],
    eq: [0x51, EXTEND],
    ne: [0x52, EXTEND],
    lts: [0x53, EXTEND],
    ltu: [0x54, EXTEND],
  },
  butNot: [],
  select: [],
  truth: 1n,
  constant: (word) => [0x42, ...sleb(BigInt.asIntN(64, word))],
  shift: (op, n) => [0x42, n, { shl: 0x86, shrs: 0x87, shru: 0x88 }[op]],
  spill: { load: [0x29], store: [0x37] },
};

/** Vector opcodes that depend on the lanes: the first of the arithmetic ones and of the comparisons. Bytes have no `mul`. */
const VECTOR = {
  8: { eq: 35, shl: 107, add: 110, sub: 113, mul: undefined },
  16: { eq: 45, shl: 139, add: 142, sub: 145, mul: 149 },
  32: { eq: 55, shl: 171, add: 174, sub: 177, mul: 181 },
} as const;

function vector(bits: 8 | 16 | 32): Machine {
  const { eq, shl, add, sub, mul } = VECTOR[bits];
  return {
    type: TYPE.v128,
    bits,
    lanes: 128 / bits,
    binary: {
      add: simd(add),
      sub: simd(sub),
      mul: mul === undefined ? [] : simd(mul),
      and: simd(78),
      or: simd(80),
      xor: simd(81),
      eq: simd(eq),
      ne: simd(eq + 1),
      lts: simd(eq + 2),
      ltu: simd(eq + 3),
    },
    butNot: simd(79),
    select: simd(82),
    truth: -1n,
    constant(word) {
      const bytes = Array.from({ length: bits / 8 }, (_, k) => Number((word >> BigInt(8 * k)) & 0xffn));
      return [...simd(12), ...Array.from({ length: 16 }, (_, k) => bytes[k % bytes.length])];
    },
    shift: (op, n) => [0x41, ...sleb(BigInt(n)), ...simd(shl + { shl: 0, shrs: 1, shru: 2 }[op])],
    spill: { load: simd(0), store: simd(11) },
  };
}

export const SCALAR: readonly Machine[] = [i32, i64];
export const VECTORS: readonly Machine[] = [vector(8), vector(16), vector(32)];

/**
 * Narrow words for many rows, and beside them words of twice the bits in two halves of the rows.
 * @param widen opcode of the extension of the low half with sign; behind it that of the high half, and both without sign
 */
function mixed(bits: 8 | 16, widen: number, narrow: number): Machine {
  const [lowS, highS, lowU, highU] = [0, 1, 2, 3].map((k) => simd(widen + k));
  const wide = vector((2 * bits) as 16 | 32);
  return {
    ...vector(bits),
    halves: { machine: wide, widen: { s: [lowS, highS], u: [lowU, highU] }, narrow: simd(narrow) },
  };
}

export const MIXED: readonly Machine[] = [mixed(8, 135, 101), mixed(16, 167, 133)];
