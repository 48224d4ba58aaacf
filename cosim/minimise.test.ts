import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minimise } from './minimise.ts';
import { packRows, unpackRow } from './ports.ts';

const PORTS = [
  { name: 'a', width: 40 },
  { name: 'b', width: 8 },
];

type Rule = (rows: bigint[][]) => boolean;

/** Shrinks rows under a rule that says which sequences fail, and counts the calls. */
async function shrink(rows: bigint[][], rule: Rule, options: Parameters<typeof minimise>[3] = {}) {
  let calls = 0;
  const unpack = (packed: Uint32Array) =>
    Array.from({ length: packed.length / 3 }, (_, row) => unpackRow(PORTS, packed, row));
  const result = await minimise(
    PORTS,
    packRows(PORTS, rows),
    async (candidates) => {
      calls++;
      return candidates.map((candidate) => rule(unpack(candidate)));
    },
    options,
  );
  return { rows: unpack(result), calls };
}

describe('one row', () => {
  test('bits that do not matter are cleared', async () => {
    const { rows, calls } = await shrink(
      [[0xff_ffff_ffffn, 0xffn]],
      ([[a]]) => (a & 0x10_0000_0100n) === 0x10_0000_0100n,
    );
    expect(rows).toEqual([[0x10_0000_0100n, 0n]]);
    expect(calls).toBeLessThan(20);
  });

  test('a simple word is taken before one with few bits', async () => {
    const rule: Rule = ([[, b]]) => b >= 0x80n;
    expect((await shrink([[7n, 0xd5n]], rule)).rows).toEqual([[0n, 0x80n]]);
    expect((await shrink([[7n, 0xd5n]], rule, { simple: [[], [0x7fn, 0xffn]] })).rows).toEqual([[0n, 0xffn]]);
  });

  test('a failure that nothing explains stays as it is', async () => {
    const row = [0x12_3456_789an, 0x5an];
    expect((await shrink([row], ([words]) => words[0] === row[0] && words[1] === row[1])).rows).toEqual([row]);
  });

  test('the result fails, and no bit more can be cleared', async () => {
    const words = fc.tuple(fc.bigInt(0n, 2n ** 40n - 1n), fc.bigInt(1n, 255n));
    await fc.assert(
      fc.asyncProperty(words, fc.bigInt(1n, 255n), async ([a, b], mask) => {
        const rule: Rule = ([row]) => (row[1] & mask) !== 0n || (row[0] & mask) * 3n > 500n;
        fc.pre(rule([[a, b]]));
        const { rows } = await shrink([[a, b]], rule);
        expect(rule(rows)).toBe(true);
        for (const [p, { width }] of PORTS.entries())
          for (let bit = 0n; bit < BigInt(width); bit++)
            if ((rows[0][p] >> bit) & 1n) expect(rule([rows[0].with(p, rows[0][p] & ~(1n << bit))])).toBe(false);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('sequences', () => {
  const noise = (count: number) =>
    Array.from({ length: count }, (_, k) => [BigInt(k) * 0x9e3779b9n + 1n, BigInt(k % 251) + 4n]);

  test('cut at the failing row, and started late', async () => {
    const { rows, calls } = await shrink(noise(1000), (seen) => seen.some(([a]) => a === 700n * 0x9e3779b9n + 1n));
    expect(rows).toEqual([[700n * 0x9e3779b9n + 1n, 0n]]);
    expect(calls).toBeLessThan(60);
  });

  test('two rows at a distance are needed', async () => {
    // A filter that goes wrong when an odd word follows a word with bit 3, three rows later.
    const rule: Rule = (seen) => seen.some(([, b], k) => (b & 8n) !== 0n && ((seen[k + 3]?.[1] ?? 0n) & 1n) === 1n);
    const { rows } = await shrink(noise(64), rule);
    expect(rows).toEqual([
      [0n, 8n],
      [0n, 0n],
      [0n, 0n],
      [0n, 1n],
    ]);
  });

  test('a count of rows is needed', async () => {
    expect((await shrink(noise(100), (seen) => seen.length >= 13)).rows).toEqual(
      Array.from({ length: 13 }, () => [0n, 0n]),
    );
  });

  test('the budget is kept', async () => {
    const { rows, calls } = await shrink(noise(100), (seen) => seen.length >= 13, { budget: 4 });
    expect(calls).toBe(4);
    expect(rows.length).toBeGreaterThanOrEqual(13);
  });
});
