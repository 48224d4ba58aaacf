/**
 * Columns in memory: each port an array of elements, one for each row, in 1, 2 or a multiple of 4 bytes. A vector machine
 * takes rows that lie side by side in one go, and elements of another size than its words lane by lane.
 */
import { type Code, memarg, pointer, type Value } from './code.ts';
import { TYPE } from './encode.ts';
import { type Machine, simd } from './machine.ts';

export interface Stream {
  /** Parameter that holds the byte offset of the present row: the same for all ports of this element size. */
  readonly pointer: number;
  /** Address of the column. */
  readonly base: number;
  /** Bytes of an element. */
  readonly bytes: number;
}

/** The bits of the present row's element from byte `from` on, as many as a word has; beyond the element they are anything. */
export function load(code: Code, machine: Machine, { pointer: p, base, bytes }: Stream, from: number): Value {
  const size = machine.bits / 8;
  const at = (row: number) => memarg(base + from + row * bytes);
  if (machine.type !== TYPE.v128) return code.compute(...pointer(p), scalarLoad(machine, bytes), ...at(0));
  if (bytes === size) return code.compute(...pointer(p), ...simd(0), ...at(0));
  if (bytes * 2 === size) return code.compute(...pointer(p), ...simd(size === 2 ? 2 : 4), ...at(0));
  if (bytes * 4 === size) return code.compute(...pointer(p), ...simd(92), ...at(0), ...simd(137), ...simd(169));
  let word = code.constant(machine.constant(0n));
  for (let lane = 0; lane < machine.lanes; lane++)
    word = code.compute(...pointer(p), word, ...laneAccess(84, size), ...at(lane), lane);
  return word;
}

/** Stores a word at byte `from` of the present row's element. Bits that the element has no room for must be 0. */
export function store(
  code: Code,
  machine: Machine,
  { pointer: p, base, bytes }: Stream,
  from: number,
  word: Value,
): void {
  const size = machine.bits / 8;
  const at = (row: number) => memarg(base + from + row * bytes);
  if (machine.type !== TYPE.v128) {
    code.perform(...pointer(p), word, scalarStore(machine, Math.min(size, bytes - from)), ...at(0));
  } else if (bytes === size) {
    code.perform(...pointer(p), word, ...simd(11), ...at(0));
  } else if (bytes < size) {
    let packed = word;
    for (let now = size; now > bytes; now /= 2) packed = code.compute(packed, packed, ...simd(now === 4 ? 134 : 102));
    code.perform(...pointer(p), packed, ...laneAccess(88, machine.lanes * bytes), ...at(0), 0);
  } else {
    for (let lane = 0; lane < machine.lanes; lane++)
      code.perform(...pointer(p), word, ...laneAccess(88, size), ...at(lane), lane);
  }
}

/** `v128.load8_lane` (84) or `v128.store8_lane` (88), and those of 2, 4 and 8 bytes behind them. */
export function laneAccess(first: 84 | 88, bytes: number): number[] {
  return simd(first + Math.log2(bytes));
}

function scalarLoad({ type }: Machine, bytes: number): number {
  if (type === TYPE.i32) return bytes === 1 ? 0x2d : bytes === 2 ? 0x2f : 0x28;
  return bytes === 1 ? 0x31 : bytes === 2 ? 0x33 : bytes === 4 ? 0x35 : 0x29;
}

function scalarStore({ type }: Machine, bytes: number): number {
  if (type === TYPE.i32) return bytes === 1 ? 0x3a : bytes === 2 ? 0x3b : 0x36;
  return bytes === 1 ? 0x3c : bytes === 2 ? 0x3d : bytes === 4 ? 0x3e : 0x37;
}
