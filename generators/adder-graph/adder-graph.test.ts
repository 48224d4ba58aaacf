import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthOf, matrixOf } from './adder-graph.ts';
import { adderGraph, leastDepth } from './optimise.ts';
import { rangesOf, widthOfRange } from './ranges.ts';
import { canonicalDigits } from './signed-digits.ts';

const DEPTHS = ['any', 0, 2] as const;

/** Matrices with zeros, repeated, negated, shifted and dependent rows, and weights of up to `bits` bits. */
function matrices(bits: number) {
  const bound = 1n << BigInt(bits);
  const weight = fc.oneof(
    fc.bigInt({ min: -bound, max: bound }),
    fc.bigInt({ min: -8n, max: 8n }),
    fc.nat({ max: bits }).map((n) => 1n << BigInt(n)),
  );
  return fc
    .record({ columns: fc.integer({ min: 1, max: 6 }), rows: fc.integer({ min: 1, max: 5 }) })
    .chain(({ columns, rows }) =>
      fc.array(fc.array(weight, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    )
    .chain((rows) =>
      fc
        .array(
          fc.tuple(fc.nat({ max: rows.length - 1 }), fc.nat({ max: rows.length - 1 }), fc.integer({ min: -3, max: 3 })),
          { maxLength: 4 },
        )
        .map((copies) => [
          ...rows,
          ...copies.map(([a, b, k]) => rows[a].map((w, i) => w * BigInt(k) + (a === b ? 0n : rows[b][i]))),
        ]),
    );
}

describe('an adder graph', () => {
  it.each([
    [4, 60],
    [8, 60],
    [20, 30],
    [70, 6],
  ])('computes its matrix within its depth, weights of %d bits', (bits, numRuns) => {
    fc.assert(
      fc.property(matrices(bits), (matrix) => {
        for (const depth of DEPTHS) {
          const graph = adderGraph(matrix, { depth, effort: 1 });
          expect(matrixOf(graph)).toEqual(matrix);
          if (depth !== 'any') expect(depthOf(graph)).toBeLessThanOrEqual(leastDepth(matrix) + depth);
        }
      }),
      { seed: 11, numRuns },
    );
  });

  it.each([
    [
      'nothing for zeros and powers of two',
      [
        [0n, 0n],
        [4n, 0n],
        [0n, -1n],
      ],
      0,
    ],
    [
      'one adder for a row, its double and its negation',
      [[1n, 3n << 1n].map((w) => w & 2n), [5n, 0n], [10n, 0n], [-20n, 0n]],
      1,
    ],
    [
      'one adder for equal rows',
      [
        [1n, 2n],
        [1n, 2n],
        [-2n, -4n],
      ],
      1,
    ],
  ])('spends %s', (_, matrix, adders) => {
    expect(adderGraph(matrix, { depth: 'any', effort: 1 }).adders).toHaveLength(adders);
  });

  it('of a matrix that is too large is refused', () => {
    const row = Array<bigint>(9).fill((1n << 4096n) / 3n);
    expect(() => adderGraph([row], { depth: 'any', effort: 0 })).toThrow('BW2053');
  });

  it('is the same every time', () => {
    const matrix = fc.sample(matrices(8), { seed: 3, numRuns: 1 })[0];
    expect(adderGraph(matrix, { depth: 2, effort: 1 })).toEqual(adderGraph(matrix, { depth: 2, effort: 1 }));
  });
});

it('ranges of values are reached, and never left', () => {
  fc.assert(
    fc.property(matrices(6), fc.integer({ min: -9, max: 0 }), fc.integer({ min: 0, max: 9 }), (matrix, min, max) => {
      const graph = adderGraph(matrix, { depth: 'any', effort: 1 });
      const ranges = rangesOf(graph, { min: BigInt(min), max: BigInt(max) });
      for (const [j, product] of graph.products.entries()) {
        if (!product) continue;
        const scale = BigInt(product.negate ? -1 : 1) << BigInt(product.shift);
        const ends = [ranges[product.value].min * scale, ranges[product.value].max * scale].sort((a, b) =>
          a < b ? -1 : 1,
        );
        const least = matrix[j].reduce((sum, w) => sum + w * BigInt(w < 0n ? max : min), 0n);
        const most = matrix[j].reduce((sum, w) => sum + w * BigInt(w < 0n ? min : max), 0n);
        expect(ends).toEqual([least, most]);
      }
    }),
    { seed: 2, numRuns: 50 },
  );
  expect(
    [
      [0n, 0n],
      [0n, 1n],
      [-1n, 0n],
      [-128n, 127n],
      [-128n, 128n],
      [0n, 256n],
    ].map(([min, max]) => widthOfRange({ min, max })),
  ).toEqual([1, 1, 1, 8, 9, 9]);
});

it('canonical digits are few, apart, and sum up to the number', () => {
  for (let n = -600; n <= 600; n++) {
    const digits = canonicalDigits(BigInt(n));
    expect(digits.reduce((sum, d) => sum + (d.negative ? -1 : 1) * 2 ** d.position, 0)).toBe(n);
    expect(digits.every((d, i) => i === 0 || d.position - digits[i - 1].position >= 2)).toBe(true);
  }
});

/** Adders of the best published optimiser: at any depth, at the least depth, and at two levels more. */
const PUBLISHED: Record<string, readonly [number, number, number]> = {
  m8x8_w8_s1: [104, 110, 105],
  m16x16_w4_s5: [196, 218, 202],
  m16x16_w8_s2: [356, 389, 359],
};
const FOLDER = join(import.meta.dirname, '../../../shared/bench/cmvm');

describe('the matrices of bench/cmvm.ts', () => {
  it.for(Object.entries(PUBLISHED))('%s takes fewer adders than published', ([name, published], { skip }) => {
    const file = join(FOLDER, `${name}.json`);
    if (!existsSync(file)) skip(`not run: ${file} is missing`);
    const { kernel } = JSON.parse(readFileSync(file, 'utf8')) as { kernel: number[][] };
    const matrix = kernel[0].map((_, j) => kernel.map((row) => BigInt(row[j])));
    for (const [i, depth] of DEPTHS.entries()) {
      const graph = adderGraph(matrix, { depth, effort: 1 });
      expect(graph.products.some((p) => p?.negate)).toBe(false);
      expect(graph.adders.length).toBeLessThan(published[i]);
      if (depth !== 'any') expect(depthOf(graph)).toBeLessThanOrEqual(leastDepth(matrix) + depth);
    }
  });
});
