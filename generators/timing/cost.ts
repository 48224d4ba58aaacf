/**
 * What the structure of one operation asks for: a simple model. K is the number of inputs of a LUT. What synthesis makes of a
 * LUT of each kind is measured and fitted: `calibration.ts`.
 *
 * - add, sub, neg: a LUT per bit, one level and a carry per bit.
 * - comparison for order: carry chain of the operand width; with LUT6 three bits to two LUTs, with LUT4 a LUT per bit.
 * - equality and reductions: a tree of LUTs over all bits that are not constant.
 * - shift by a variable amount: a row of multiplexers per amount bit, two rows to a level of LUT6.
 * - ROM: a LUT per bit and 2^K words; dedicated multiplexers join some of them, a tree of multiplexers the rest.
 * - ROM with a register behind it, if large: block memory, which takes in the register.
 * - memory: LUTs that are memory, of several banks joined by multiplexers; flip-flops and multiplexers where LUTs cannot be memory.
 * - memory with a register behind it, if large: block memory in the shape that takes fewest, and where a block does not by itself
 *   read first what it writes, the logic that Yosys adds: both words and the address of the write in registers.
 * - multiplier of LUTs: partial products and a tree of 3:2 compressors, a LUT per pair of operand bits; by a constant, per bit
 *   of the other operand and one bit of the constant but the first.
 * - multiplier of DSP blocks: as many as it takes to tile the operands.
 *
 * Logic and multiplexers are packed into LUTs together: see `mapping.ts`.
 */
import type { NetNode } from '../netlist/netlist.ts';
import type { TargetDevice } from './targets.ts';

export interface Cost {
  /** LUTs that the structure asks for, before the factors of `calibration.ts`. */
  readonly lut: number;
  readonly ff: number;
  readonly dsp: number;
  /** Blocks; halves where the device has them. */
  readonly bram: number;
  /** LUTs in a row. */
  readonly levels: number;
  /** Bits of carry chain in a row. */
  readonly carry: number;
}

export const FREE: Cost = { lut: 0, ff: 0, dsp: 0, bram: 0, levels: 0, carry: 0 };

/** An operand as the model sees it. */
export interface CostOperand {
  readonly width: number;
  /** Bits that are not zeros above: all but those of a zero extension; none of a constant. */
  readonly significant: number;
  /** Its value, where it is constant. */
  readonly constant: bigint | undefined;
}

/** Products of fewer bits are made of LUTs even where DSP blocks may be used, as Yosys does it. */
const DSP_MIN_BITS = 9;

/** Cost of any operation but bitwise logic and multiplexers. Wiring is free. */
export function costOf(
  node: NetNode,
  operands: readonly CostOperand[],
  device: TargetDevice,
  dspAllowed: boolean,
): Cost {
  const k = device.lutInputs;
  const variableBits = operands.reduce((sum, o) => sum + (o.constant === undefined ? o.width : 0), 0);
  switch (node.op) {
    case 'reg':
      return { ...FREE, ff: node.width };
    case 'add':
    case 'sub':
    case 'neg':
      return { ...FREE, lut: node.width, levels: 1, carry: node.width };
    case 'ltu':
    case 'lts': {
      const [{ width }] = operands;
      return { ...FREE, lut: k === 6 ? Math.ceil((2 * width) / 3) : width, levels: 1, carry: width };
    }
    case 'eq':
    case 'redand':
    case 'redor':
    case 'redxor':
      return { ...FREE, lut: treeLuts(variableBits, k), levels: treeLevels(variableBits, k) };
    case 'shl':
    case 'shru':
    case 'shrs':
      return shiftCost(operands[0].width, operands[1], k);
    case 'rom':
      return romCost(node.width, node.table.length, device);
    case 'ram':
      return memoryCost(node.width, node.depth, device);
    case 'mulu':
    case 'muls':
      return productCost(node, operands, device, dspAllowed);
    default:
      return FREE;
  }
}

/** LUTs of a tree that reduces `bits` to one. */
export function treeLuts(bits: number, k: number): number {
  return bits <= 1 ? 0 : Math.ceil((bits - 1) / (k - 1));
}

/** Levels of that tree. */
export function treeLevels(bits: number, k: number): number {
  let levels = 0;
  for (let left = bits; left > 1; left = Math.ceil(left / k)) levels++;
  return levels;
}

/** Amount bits beyond the width only clear the result, which a LUT per row does on the side. */
function shiftCost(width: number, amount: CostOperand, k: number): Cost {
  if (amount.constant !== undefined) return FREE;
  const rows = Math.min(amount.width, bitsFor(width));
  const levels = k === 6 ? Math.ceil(rows / 2) : rows;
  return { ...FREE, lut: width * levels, levels };
}

function romCost(width: number, words: number, { lutInputs, joinedLuts }: TargetDevice): Cost {
  const tables = Math.ceil(words / 2 ** lutInputs);
  const groups = Math.ceil(tables / joinedLuts);
  // A LUT6 is a multiplexer of four, a LUT4 one of two.
  const ways = lutInputs === 6 ? 4 : 2;
  return { ...FREE, lut: width * (tables + treeLuts(groups, ways)), levels: 1 + treeLevels(groups, ways) };
}

/** A table in block memory, which is read in one step; undefined where it is too small for that. */
export function blockRomCost(width: number, words: number, { bram, blockRomBits }: TargetDevice): Cost | undefined {
  const bits = width * words;
  if (bits < blockRomBits) return undefined;
  const unit = bram.half ? 0.5 : 1;
  return { ...FREE, bram: Math.ceil(bits / (bram.bits * unit)) * unit, levels: 1 };
}

/** Read at once. */
function memoryCost(width: number, depth: number, { lutInputs, lutRams }: TargetDevice): Cost {
  const ways = lutInputs === 6 ? 4 : 2;
  const choices = lutRams.map(({ words, bits, luts }) => {
    const banks = Math.ceil(depth / words);
    const decoders = banks > 1 ? banks : 0;
    return {
      ...FREE,
      lut: banks * Math.ceil(width / bits) * luts + width * treeLuts(banks, ways) + decoders,
      levels: 1 + treeLevels(banks, ways),
    };
  });
  const [least] = choices.toSorted((a, b) => a.lut - b.lut);
  if (least) return least;
  return { ...FREE, ff: width * depth, lut: width * treeLuts(depth, ways), levels: treeLevels(depth, ways) };
}

/** A memory in blocks, with the register that is read into; undefined where it is too small for that. */
export function blockMemoryCost(width: number, depth: number, device: TargetDevice): Cost | undefined {
  if (width * depth < device.blockRamBits) return undefined;
  const { shapes, half, readsFirst } = device.bram;
  const blocks = Math.min(...shapes.map(([words, bits]) => Math.ceil(depth / words) * Math.ceil(width / bits)));
  const address = bitsFor(depth - 1);
  const beside = readsFirst ? { lut: 0, ff: 0 } : { lut: width + address + 2, ff: 2 * width + address + 2 };
  return { ...FREE, ...beside, bram: blocks * (half ? 0.5 : 1), levels: 1 };
}

function productCost(node: NetNode, operands: readonly CostOperand[], device: TargetDevice, dspAllowed: boolean): Cost {
  const signed = node.op === 'muls';
  // The low bits of a product depend on the low bits of its operands only.
  const bits = operands.map((o) => Math.min(node.width, usedBits(o, signed)));
  const ones = operands.map((o) => (o.constant === undefined ? undefined : onesOf(o, signed)));
  const constant = ones.findIndex((n) => n !== undefined);
  const other = constant === 0 ? bits[1] : bits[0];
  if (constant >= 0 && ones[constant]! <= 1) return FREE;
  if (dspAllowed && device.dsp && Math.min(node.width, bits[0] + bits[1]) >= DSP_MIN_BITS) {
    const [x, y] = bits.map((w) => w + (signed ? 0 : 1));
    const { a, b } = device.dsp;
    return { ...FREE, dsp: Math.min(tiles(x, a) * tiles(y, b), tiles(x, b) * tiles(y, a)) };
  }
  if (constant >= 0) {
    const rows = ones[constant]!;
    return {
      ...FREE,
      lut: (rows - 1) * other,
      levels: compressorLevels(rows) + 1,
      carry: node.width,
    };
  }
  if (Math.min(...bits) === 1) return { ...FREE, lut: node.width, levels: 1 };
  const rows = Math.min(...bits);
  const lut = bits[0] * bits[1];
  return { ...FREE, lut, levels: compressorLevels(rows) + 1, carry: node.width };
}

/** Blocks in a row for an operand of `width` signed bits: all but the top one take their part as unsigned. */
function tiles(width: number, block: number): number {
  return Math.max(1, Math.ceil((width - 1) / (block - 1)));
}

/** Levels of 3:2 compressors that leave two of `rows` partial products; the first one makes the products as well. */
function compressorLevels(rows: number): number {
  let levels = 0;
  for (let left = rows; left > 2; left -= Math.floor(left / 3)) levels++;
  return levels;
}

function usedBits({ width, constant }: CostOperand, signed: boolean): number {
  if (constant === undefined) return width;
  return bitsFor(magnitude(width, constant, signed)) + (signed ? 1 : 0);
}

function onesOf({ width, constant }: CostOperand, signed: boolean): number {
  return magnitude(width, constant!, signed).toString(2).replaceAll('0', '').length;
}

function magnitude(width: number, constant: bigint, signed: boolean): bigint {
  const value = signed ? BigInt.asIntN(width, constant) : constant;
  return value < 0n ? -value : value;
}

/** Bits of the binary number n. */
function bitsFor(n: number | bigint): number {
  return n.toString(2).length;
}
