/** Data as the network sees it: features rounded to the input's format, and rows held out for validation. */
import { random } from '@jax-js/jax';
import { type FixedFormat, fracOf } from '../formats/format.ts';
import { rawRange } from '../formats/range.ts';
import type { Dataset } from './dataset.ts';
import type { Examples } from './fit.ts';

export function examplesOf(
  { rows, columns, features, labels }: Dataset,
  format: FixedFormat,
  classes: number,
): Examples {
  const ulp = 2 ** -fracOf(format);
  const { min, max } = rawRange(format);
  const [lo, hi] = [Number(min), Number(max)];
  const rounded = features.map((x) => Math.min(Math.max(Math.floor(x / ulp + 0.5), lo), hi) * ulp);
  return { rows, width: columns.length, features: rounded, labels, classes };
}

/** Rows to train on and rows to judge by, drawn by seed. Data of one row is both. */
export async function split(examples: Examples, share: number, seed: number): Promise<[Examples, Examples]> {
  const order = await random.permutation(random.key(seed), examples.rows).data();
  const held = Math.min(Math.max(1, Math.round(share * examples.rows)), examples.rows - 1);
  return [select(examples, order.subarray(held)), select(examples, order.subarray(0, held))];
}

/** The first rows, at most so many. */
export function firstRows(examples: Examples, count: number): Examples {
  return select(
    examples,
    Array.from({ length: Math.min(count, examples.rows) }, (_, i) => i),
  );
}

function select({ width, features, labels, classes }: Examples, order: ArrayLike<number>): Examples {
  const rows = order.length;
  const picked = { features: new Float64Array(rows * width), labels: new Int32Array(rows) };
  for (let i = 0; i < rows; i++) {
    picked.features.set(features.subarray(order[i] * width, (order[i] + 1) * width), i * width);
    picked.labels[i] = labels[order[i]];
  }
  return { rows, width, classes, ...picked };
}
