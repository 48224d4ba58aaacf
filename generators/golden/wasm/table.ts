/** Tables of ROMs, and memories that designs write, their words in the size of the machine's. */
import { type Code, memarg, type Value } from './code.ts';
import { TYPE } from './encode.ts';
import { type Machine, simd } from './machine.ts';
import { laneAccess } from './ports.ts';

/** Bytes of a table, with a zero behind its last word. */
export function tableBytes(table: readonly bigint[], { bits }: Machine): Uint8Array {
  const size = bits / 8;
  const bytes = new Uint8Array((table.length + 1) * size);
  for (const [i, word] of table.entries())
    for (let k = 0; k < size; k++) bytes[i * size + k] = Number((word >> BigInt(8 * k)) & 0xffn);
  return bytes;
}

/** Bytes of `depth` words that are written, a zero behind the last one, and one behind that for what is not kept. */
export function memoryBytes(depth: number, { bits }: Machine): number {
  return (depth + 2) * (bits / 8);
}

const I32_CONST = 0x41;
const I32_MUL = 0x6c;
const I32_WRAP_I64 = 0xa7;

/** The word at `index`, which must be within the table; vectors are looked up lane by lane. */
export function readTable(code: Code, machine: Machine, at: number, index: Value): Value {
  const size = machine.bits / 8;
  if (machine.lanes === 1) return code.compute(...scaled(machine, index), ...machine.spill.load, ...memarg(at));
  const extract = simd({ 8: 22, 16: 25, 32: 27 }[machine.bits as 8 | 16 | 32]);
  let word = code.constant(machine.constant(0n));
  for (let lane = 0; lane < machine.lanes; lane++)
    word = code.compute(
      index,
      ...extract,
      lane,
      I32_CONST,
      size,
      I32_MUL,
      word,
      ...laneAccess(84, size),
      ...memarg(at),
      lane,
    );
  return word;
}

/** Puts a word to `index`; state is kept by scalar machines alone. */
export function writeTable(code: Code, machine: Machine, at: number, index: Value, word: Value): void {
  code.perform(...scaled(machine, index), word, ...machine.spill.store, ...memarg(at));
}

/** A word of a scalar machine as an offset in bytes. */
function scaled({ type, bits }: Machine, index: Value): number[] {
  return [index, ...(type === TYPE.i64 ? [I32_WRAP_I64] : []), I32_CONST, bits / 8, I32_MUL];
}
