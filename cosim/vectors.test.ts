import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packRows, unpackRow } from './ports.ts';
import { Random } from './vectors/random.ts';
import { cornerRows, exhaustiveRows, randomRows } from './vectors.ts';

const PORTS = [
  { name: 'a', width: 3 },
  { name: 'b', width: 33 },
  { name: 'c', width: 64 },
  { name: 'd', width: 65 },
];

test('packing and unpacking are inverse', () => {
  const rows = fc.array(fc.tuple(...PORTS.map(({ width }) => fc.bigInt(0n, 2n ** BigInt(width) - 1n))), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(rows, (words) => {
      const packed = packRows(PORTS, words);
      expect(words.map((_, row) => unpackRow(PORTS, packed, row))).toEqual(words);
    }),
    { seed: 1 },
  );
});

test('the layout of a row', () => {
  expect([...packRows(PORTS, [[5n, 0x1_2345_6789n, 1n << 63n, 1n << 64n]])]).toEqual([
    5, 0x23456789, 1, 0, 0x80000000, 0, 0, 1,
  ]);
});

describe('all combinations', () => {
  test('each once, the last port fastest', () => {
    const ports = [
      { name: 'a', width: 2 },
      { name: 'b', width: 1 },
    ];
    expect([...exhaustiveRows(ports).rows]).toEqual([0, 0, 0, 1, 1, 0, 1, 1, 2, 0, 2, 1, 3, 0, 3, 1]);
    const wide = exhaustiveRows([
      { name: 'a', width: 7 },
      { name: 'b', width: 9 },
    ]);
    const seen = new Set(
      Array.from({ length: wide.count }, (_, row) => wide.rows[2 * row] * 512 + wide.rows[2 * row + 1]),
    );
    expect([seen.size, Math.max(...seen)]).toEqual([65536, 65535]);
  });

  test('too many', () => {
    const refused = expect.objectContaining({ diagnostic: expect.objectContaining({ code: 'BW4201' }), exit: 2 });
    expect(() => exhaustiveRows([{ name: 'a', width: 25 }])).toThrow(refused);
    expect(() => exhaustiveRows([{ name: 'a', width: 40 }])).toThrow(refused);
  });
});

describe('corners', () => {
  const ports = [
    { name: 'a', width: 8 },
    { name: 'b', width: 70 },
  ];

  test('all combinations of few', () => {
    const { rows, count } = cornerRows(ports, [[0n, 128n, 128n], []], 1);
    expect(Array.from({ length: count }, (_, row) => unpackRow(ports, rows, row))).toEqual(
      [0n, 128n].flatMap((a) => [0n, 2n ** 70n - 1n].map((b) => [a, b])),
    );
  });

  test('each of many, with others of the other port', () => {
    const many = Array.from({ length: 256 }, (_, k) => BigInt(k));
    const { rows, count } = cornerRows(ports, [many, many], 1);
    expect(count).toBe(2 ** 14);
    const pairs = Array.from({ length: count }, (_, row) => unpackRow(ports, rows, row));
    for (const p of [0, 1]) expect(new Set(pairs.map((pair) => pair[p])).size).toBe(256);
    expect(cornerRows(ports, [many, many], 1)).toEqual({ rows, count });
    expect(cornerRows(ports, [many, many], 2)).not.toEqual({ rows, count });
  });
});

describe('random', () => {
  test('xoshiro128** as published', () => {
    // Outputs of the authors' C for the state that splitmix32 makes of seed 1, computed here with BigInt.
    const mask = 0xffffffffn;
    let counter = 1n;
    const state = [0, 1, 2, 3].map(() => {
      counter = (counter + 0x9e3779b9n) & mask;
      let z = counter;
      z = ((z ^ (z >> 16n)) * 0x21f0aaadn) & mask;
      z = ((z ^ (z >> 15n)) * 0x735a2d97n) & mask;
      return z ^ (z >> 15n);
    });
    const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & mask;
    const random = new Random(1);
    for (let n = 0; n < 100; n++) {
      const result = (rotate((state[1] * 5n) & mask, 7n) * 9n) & mask;
      const t = (state[1] << 9n) & mask;
      state[2] ^= state[0];
      state[3] ^= state[1];
      state[1] ^= state[2];
      state[0] ^= state[3];
      state[2] ^= t;
      state[3] = rotate(state[3], 11n);
      expect(random.next()).toBe(Number(result));
    }
  });

  test('the seed alone decides, and words keep to their width', () => {
    const { rows, count } = randomRows(PORTS, 500, 7);
    expect(randomRows(PORTS, 500, 7)).toEqual({ rows, count });
    expect(randomRows(PORTS, 500, 8).rows).not.toEqual(rows);
    const table = Array.from({ length: count }, (_, row) => unpackRow(PORTS, rows, row));
    expect(packRows(PORTS, table)).toEqual(rows);
    for (const words of table) for (const [p, { width }] of PORTS.entries()) expect(words[p] >> BigInt(width)).toBe(0n);
  });

  test('wide words come near zero, near all ones and in between', () => {
    const port = [{ name: 'w', width: 200 }];
    const { rows, count } = randomRows(port, 2000, 3);
    const set = Array.from(
      { length: count },
      (_, row) => unpackRow(port, rows, row)[0].toString(2).replaceAll('0', '').length,
    );
    const share = (test: (bits: number) => boolean) => set.filter(test).length / count;
    expect(share((bits) => bits <= 3)).toBeGreaterThan(0.08);
    expect(share((bits) => bits >= 197)).toBeGreaterThan(0.08);
    expect(share((bits) => bits > 70 && bits < 130)).toBeGreaterThan(0.4);
  });
});
