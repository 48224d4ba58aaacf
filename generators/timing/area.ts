import type { NetNode } from '../netlist/netlist.ts';
import { LUT_FACTORS } from './calibration.ts';
import type { Cost, CostOperand } from './cost.ts';
import type { TargetName } from './targets.ts';

/**
 * Kinds of structure that synthesis treats alike, each with a factor of its own on every device.
 *
 * - sum: bits of an adder that both operands reach; increment: those that one reaches, the other being narrow or constant
 * - order: bits of a comparison for order; reduction: LUTs of a tree over all bits, equality included
 * - shift, rom: LUTs
 * - product: pairs of operand bits; rows: those times the rows of partial products, in sixteens: what wide ones take more
 * - constantProduct: bits of the operand for each bit of the constant but the first
 * - control: LUTs of logic on single bits, which synthesis rearranges most; logic, mux: LUTs of words
 */
export const LUT_KINDS = [
  'sum',
  'increment',
  'order',
  'reduction',
  'shift',
  'rom',
  'product',
  'rows',
  'constantProduct',
  'control',
  'logic',
  'mux',
] as const;
export type LutKind = (typeof LUT_KINDS)[number];

/** What the structure of an operation asks for, by kind. LUTs that are memory or shift registers are counted as they are: nothing joins them. */
export type LutCounts = Readonly<Partial<Record<LutKind | 'memory', number>>>;

/** LUTs that synthesis makes of it on a device. */
export function lutsOf(counts: LutCounts, target: TargetName): number {
  const factors = { ...LUT_FACTORS[target], memory: 1 };
  return Object.entries(counts).reduce((sum, [kind, count]) => sum + count * factors[kind as keyof LutCounts], 0);
}

/** The LUTs of `cost` as kinds. */
export function lutCounts(node: NetNode, operands: readonly CostOperand[], { lut }: Cost): LutCounts {
  if (lut === 0) return {};
  switch (node.op) {
    case 'add':
    case 'sub': {
      const sum = Math.min(node.width, ...operands.map((o) => o.significant));
      return { sum, increment: node.width - sum };
    }
    case 'neg':
      return { increment: lut };
    case 'ltu':
    case 'lts':
      return { order: lut };
    case 'eq':
    case 'redand':
    case 'redor':
    case 'redxor':
      return { reduction: lut };
    case 'shl':
    case 'shru':
    case 'shrs':
      return { shift: lut };
    case 'rom':
      return { rom: lut };
    case 'ram':
      return { memory: lut };
    case 'mulu':
    case 'muls': {
      if (operands.some((o) => o.constant !== undefined)) return { constantProduct: lut };
      const rows = Math.min(...operands.map((o) => o.significant));
      return rows === 1 ? { logic: lut } : { product: lut, rows: (lut * rows) / 16 };
    }
    default:
      if (node.width === 1) return { control: lut };
      return node.op === 'mux' ? { mux: lut } : { logic: lut };
  }
}
