/** The arithmetic of a folded matrix: a few multipliers, a ROM for each row of them, and an accumulator each. */
import { type DesignBuilder, design, type TypedDesign } from '../design/design.ts';
import type { Signal, Vec } from '../design/signal.ts';
import { Rational } from '../exact/rational.ts';
import { fixedFormat, uint, vector } from '../formats/build.ts';
import type { FixedFormat } from '../formats/format.ts';
import { type AffineRow, affineRange } from '../layers/affine.ts';
import { inChannel } from '../layers/expand.ts';
import type { Fold } from '../layers/folding.ts';
import type { Frame, MatrixForm, TotalForm } from '../layers/layer.ts';
import { formatOfAll, type Range, rangeOf, smallestFormat, unionOf } from '../layers/range.ts';
import { channelsOf, formatAt, portType, sizeOf } from '../layers/tensor.ts';
import { bitsFor } from './units/count.ts';

/** In which order a folded matrix is worked off: all columns of a group of `pe` rows, `simd` at a time, then the next group. */
export interface Sequence {
  /** Cycles for a group of rows. */
  readonly columns: number;
  /** Groups of rows, of all blocks of the matrix. */
  readonly rows: number;
  /** Groups of rows that read the same columns, one after the other. */
  readonly passes: number;
}

export function sequenceOf({ blocks }: MatrixForm, { pe, simd }: Fold): Sequence {
  const [{ rows, columns }] = blocks;
  const passes = rows.length / pe;
  return { columns: columns.length / simd, rows: passes * blocks.length, passes };
}

/** Ports that tell the arithmetic where in its sequence it is; each only where it has more than one state. */
export const STEP_PORTS = {
  /** Cycle of the whole sequence, from 0. */
  step: ({ columns, rows }: Sequence) => columns * rows,
  /** Group of rows. */
  row: ({ rows }: Sequence) => rows,
  /** 1 in the first cycle of a group of rows. */
  first: ({ columns }: Sequence) => Math.min(columns, 2),
} as const;

/**
 * One cycle of the sequence: `simd` elements of the input times their weights in `pe` rows, added to what the cycles before
 * gave. `y` is the finished result of the `pe` rows in the last cycle of each group, and means nothing before.
 */
export function foldedDesign(name: string, frame: Frame, matrix: MatrixForm, fold: Fold): TypedDesign {
  const sequence = sequenceOf(matrix, fold);
  const { pe, simd } = fold;
  const control = Object.entries(STEP_PORTS)
    .map(([port, states]) => [port, states(sequence)] as const)
    .filter(([, states]) => states > 1)
    .map(([port, states]) => [port, uint(bitsFor(states))] as const);
  return design(
    name,
    {
      inputs: { x: vector(simd, portType(frame.types[0]).element), ...Object.fromEntries(control) },
      outputs: { y: vector(pe, portType(frame.type).element) },
      doc: `${pe} x ${simd} of ${matrix.blocks.length * matrix.blocks[0].rows.length} x ${matrix.blocks[0].columns.length} weights in a cycle.`,
    },
    (given, d) => {
      const ports = given as unknown as Readonly<Record<string, Signal>> & { readonly x: Vec };
      const lanes = Array.from({ length: pe }, (_, lane) => laneOf(matrix, fold, lane));
      // Binary points are in the coefficients, so whole numbers are multiplied.
      const elements = [...ports.x].map((e) => e.bitcast(wholeNumber(e.format as FixedFormat)));
      const results = lanes.map((lane, p) =>
        laneResult(d, `lane_${p}`, elements, lane, ports, frame, matrix.multiplier),
      );
      return { y: d.vector(results) as never };
    },
  );
}

/** One pixel of a sum over all of them; `y` is the finished result in the last cycle, and means nothing before. */
export function totalDesign(name: string, frame: Frame, form: TotalForm): TypedDesign {
  const [type] = frame.types;
  const [channels, size] = [channelsOf(type.shape), sizeOf(type.shape)];
  const element = portType(type).element;
  return design(
    name,
    {
      inputs: { x: vector(channels, element), first: uint(1) },
      outputs: { y: vector(channels, portType(frame.type).element) },
      doc: `A sum over ${size / channels} pixels, one in a cycle.`,
    },
    ({ x, first }, d) => {
      const results = [...x].map((e, k) => {
        const value = inChannel(e, type, k);
        const total = smallestFormat(multiplied(rangeOf(formatAt(type, k)), size / channels));
        const accumulator = d.register(`acc_${k}`, total);
        const after = d.select(first, value.cast(total), accumulator.add(value).cast(total)).named(`total_${k}`);
        accumulator.next(after);
        return form.finish(frame, after, k);
      });
      return { y: d.vector(results) };
    },
  );
}

function multiplied({ lo, hi, frac }: Range, count: number) {
  const n = Rational.of(count);
  return { lo: lo.mul(n), hi: hi.mul(n), frac: frac as number };
}

/** What one row of multipliers computes: a row of the matrix in every group. */
interface Lane {
  readonly rows: readonly (AffineRow & { readonly channel: number; readonly columns: readonly FixedFormat[] })[];
}

function laneOf({ blocks }: MatrixForm, { pe }: Fold, lane: number): Lane {
  const rows = blocks.flatMap(({ rows, columns }, g) =>
    rows.map((row, o) => ({ ...row, columns, channel: g * rows.length + o })).filter((_, o) => o % pe === lane),
  );
  return { rows };
}

function laneResult(
  d: DesignBuilder,
  name: string,
  elements: readonly Signal[],
  { rows }: Lane,
  { step, row, first }: Readonly<Record<string, Signal | undefined>>,
  frame: Frame,
  multiplier: MatrixForm['multiplier'],
): Signal {
  const weighted = multiplier === 'xnor' ? matches : products;
  const sum = weighted(d, name, elements, rows, step, multiplier).named(`${name}_sum`);
  const offset = formatOfAll(
    rows.map((r) => r.offset),
    0,
  );
  const offsets = rows.map((r) => BigInt.asUintN(offset.width, r.offset));
  const bias = tabled(d, row, offsets, offset);
  // The offset comes first, so the sum never leaves the range of the whole row, whatever the order.
  const total = smallestFormat(wholeRange(rows, multiplier));
  const finish = (value: Signal) => finished(d, value, rows, row, frame).named(`${name}_y`);
  if (first === undefined) return finish(bias.add(sum).cast(total).named(`${name}_total`));
  const accumulator = d.register(`${name}_acc`, total);
  const before = d.select(first, bias.cast(total), accumulator);
  const after = before.add(sum).cast(total).named(`${name}_total`);
  accumulator.next(after);
  return finish(after);
}

/** The sum of the elements times their weights of a step. */
function products(
  d: DesignBuilder,
  name: string,
  elements: readonly Signal[],
  rows: Lane['rows'],
  step: Signal | undefined,
  multiplier: MatrixForm['multiplier'],
): Signal {
  const weight = formatOfAll(
    rows.flatMap((r) => [...r.coefficients]),
    0,
  );
  const word = weightsOf(d, name, rows, elements.length, step, weight.width, (c) => c);
  return d.sum(
    elements.map((x, i) => {
      const w = word.slice((i + 1) * weight.width - 1, i * weight.width).bitcast(weight);
      return x.mul(w, multiplier === 'lut' || multiplier === 'dsp' ? { multiplier } : undefined);
    }),
  );
}

/** The same of bits that mean +1 and -1, with weights of one magnitude: the bits that equal their weights' are counted. */
function matches(
  d: DesignBuilder,
  name: string,
  elements: readonly Signal[],
  rows: Lane['rows'],
  step: Signal | undefined,
) {
  const word = weightsOf(d, name, rows, elements.length, step, 1, (c) => (c > 0n ? 1n : 0n));
  const equal = d.vector(elements.map((x, i) => x.xor(word.bit(i)).not()));
  return equal.sum().scalb(1).sub(elements.length).scalb(rows[0].frac);
}

/** The weights of a step side by side, the first one below. */
function weightsOf(
  d: DesignBuilder,
  name: string,
  rows: Lane['rows'],
  simd: number,
  step: Signal | undefined,
  width: number,
  raw: (coefficient: bigint) => bigint,
): Signal {
  const raws = rows.flatMap((r) => r.coefficients.map(raw));
  const chunks = Array.from({ length: raws.length / simd }, (_, t) => raws.slice(t * simd, (t + 1) * simd));
  const words = chunks.map((chunk) => packed(chunk, width));
  return tabled(d, step, words, uint(width * simd)).named(`${name}_weights`);
}

/** The results of the rows, each with its binary point and format, of which the group of rows selects one. */
function finished(d: DesignBuilder, total: Signal, rows: Lane['rows'], row: Signal | undefined, frame: Frame): Signal {
  const { formats } = frame.type;
  const kinds = rows.map(({ frac, channel }) => ({ frac, channel: channel % formats.length }));
  const key = ({ frac, channel }: { frac: number; channel: number }) => `${frac} ${channel}`;
  const distinct = [...new Map(kinds.map((k) => [key(k), k])).values()];
  const results = distinct.map(({ frac, channel }) => frame.finish(total.scalb(-frac), channel));
  return results.reduce((other, result, i) => {
    const here = kinds.map((k) => (key(k) === key(distinct[i]) ? 1n : 0n));
    return d.select(tabled(d, row, here, uint(1)), result, other);
  });
}

/** table[index]; a constant where there is but one word. */
function tabled(d: DesignBuilder, index: Signal | undefined, words: readonly bigint[], to: FixedFormat): Signal {
  if (index === undefined || words.every((w) => w === words[0])) return d.const(words[0], to);
  return index.lookup(words, to);
}

/** Of the stored integers that the rows sum up. */
function wholeRange(rows: Lane['rows'], multiplier: MatrixForm['multiplier']) {
  const ranges = rows.map(({ columns, ...row }) => {
    if (multiplier === 'xnor') {
      const most = row.coefficients.reduce((sum, c) => sum + (c < 0n ? -c : c), 0n);
      return { lo: Rational.of(row.offset - most), hi: Rational.of(row.offset + most), frac: 0 };
    }
    const { lo, hi } = affineRange(row, columns);
    const unit = Rational.pow2(row.frac);
    return { lo: lo.mul(unit), hi: hi.mul(unit), frac: 0 };
  });
  return { ...unionOf(ranges), frac: 0 };
}

function wholeNumber({ signed, width }: FixedFormat): FixedFormat {
  return fixedFormat(signed, width, width);
}

function packed(raws: readonly bigint[], width: number): bigint {
  return raws.reduce((word, raw, i) => word | (BigInt.asUintN(width, raw) << BigInt(i * width)), 0n);
}
