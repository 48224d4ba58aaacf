import type { Mismatch } from '../../cosim/compare.ts';
import type { RowSource } from '../../cosim/vectors/made.ts';
import type { Stimuli } from '../../cosim/vectors.ts';
import { type Compiled, goldenOf } from '../compile.ts';
import { decodeType } from '../exact/decode.ts';
import { encodeExactType } from '../exact/encode.ts';
import { packedWords } from '../golden/golden.ts';
import { unpackRows } from '../golden/packing.ts';
import { outputsOf } from '../ir/ir.ts';
import type { Verdict } from './check-design.ts';
import { exactWords } from './exact-words.ts';

/**
 * Exact against golden, on `most` rows at most: rows from all over where there is no state and rows can be reached singly,
 * the first ones otherwise.
 */
export async function exactVerdict(compiled: Compiled, stimuli: Stimuli | RowSource, most: number): Promise<Verdict> {
  const started = performance.now();
  const model = goldenOf(compiled);
  const count = Math.min(stimuli.count, most);
  const step = model.sequential || ('recipe' in stimuli && !stimuli.direct) ? 1 : spread(stimuli.count);
  const numbers = Array.from({ length: count }, (_, i) => (i * step) % stimuli.count);
  const stride = packedWords(model.inputs);
  const packed = new Uint32Array(count * stride);
  for (const [i, row] of numbers.entries()) packed.set(rowAt(stimuli, row, stride), i * stride);
  const golden = unpackRows(model.outputs, model.run(packed, count), count);
  const meant = await exactWords(compiled, packed, count);
  const outputs = outputsOf(compiled.design);
  const wrong: Mismatch[] = [];
  for (const [i, row] of numbers.entries())
    for (const [p, { type }] of outputs.entries()) {
      const [expected, actual] = [golden[i][p], meant.rows[i][p]];
      // Exact values know one NaN: whichever the golden model gives stands for it.
      if (actual !== expected && actual !== encodeExactType(decodeType(expected, type), type))
        wrong.push({ row, port: p, expected, actual });
    }
  return {
    telling: 'exact',
    rows: count,
    wrongRows: new Set(wrong.map(({ row }) => row)).size,
    mismatches: wrong.slice(0, 10),
    seconds: (performance.now() - started) / 1000,
    ...(meant.kept && { kept: true }),
  };
}

export function rowAt(stimuli: Stimuli | RowSource, row: number, stride: number): Uint32Array {
  return 'recipe' in stimuli ? stimuli.rows(row, 1) : stimuli.rows.subarray(row * stride, (row + 1) * stride);
}

/**
 * A step that visits every row, near the golden ratio of their number: however rows are ordered, a few thousand steps see
 * low bits and high bits in all their combinations, where an even step would see one value of the low bits only.
 */
function spread(count: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let step = Math.max(1, Math.round(count * 0.6180339887));
  while (gcd(step, count) !== 1) step++;
  return step;
}
