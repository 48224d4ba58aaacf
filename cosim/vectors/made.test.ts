import { describe, expect, test } from 'vitest';
import { unpackRow } from '../ports.ts';
import { exhaustiveSource, listed, type RowSource, randomSource } from './made.ts';
import { Random, SECTION } from './random.ts';

const PORTS = [
  { name: 'a', width: 5 },
  { name: 'b', width: 70 },
  { name: 'c', width: 13 },
];

test('a jump is 2^64 steps', () => {
  // The transition is linear over GF(2): its matrix, one column per bit of the state, is squared 64 times.
  const pack = (state: readonly number[]) => state.reduceRight((all, word) => (all << 32n) | BigInt(word), 0n);
  const stepped = (bits: bigint) => {
    const [a, b, c, d] = [0n, 32n, 64n, 96n].map((at) => Number((bits >> at) & 0xffffffffn));
    const random = new Random([a, b, c, d]);
    random.next();
    return pack(random.state());
  };
  const times = (matrix: readonly bigint[], bits: bigint) =>
    matrix.reduce((sum, column, i) => ((bits >> BigInt(i)) & 1n ? sum ^ column : sum), 0n);
  let matrix = Array.from({ length: 128 }, (_, i) => stepped(1n << BigInt(i)));
  for (let k = 0; k < 64; k++) {
    const squared = matrix;
    matrix = squared.map((column) => times(squared, column));
  }
  const random = new Random(77);
  const due = times(matrix, pack(random.state()));
  random.jump();
  expect(pack(random.state())).toBe(due);
});

function columnsOf(source: RowSource, widths: readonly number[], first: number, count: number): bigint[][] {
  const columns = widths.map((width) =>
    width <= 8
      ? new Uint8Array(count)
      : width <= 16
        ? new Uint16Array(count)
        : new Uint32Array(count * Math.ceil(width / 32)),
  );
  source.fill(first, count, columns);
  return Array.from({ length: count }, (_, row) =>
    widths.map((width, p) => {
      const words = Math.ceil(width / 32);
      const parts = Array.from({ length: words }, (_, k) => BigInt(columns[p][row * words + k]));
      return parts.reduceRight((all, word) => (all << 32n) | word, 0n);
    }),
  );
}

describe('random rows', () => {
  const count = SECTION + 300;
  const whole = randomSource(PORTS, count, 9);
  const all = listed(whole);
  const row = (r: number) => unpackRow(PORTS, all, r);

  test('any part can be reached, in any order', () => {
    const again = randomSource(PORTS, count, 9);
    for (const first of [SECTION - 3, 5, SECTION, SECTION + 250]) {
      const rows = again.rows(first, 20);
      expect(Array.from({ length: 20 }, (_, r) => unpackRow(PORTS, rows, r))).toEqual(
        Array.from({ length: 20 }, (_, r) => row(first + r)),
      );
    }
  });

  test('as columns', () => {
    const widths = PORTS.map((port) => port.width);
    expect(columnsOf(whole, widths, SECTION, 50)).toEqual(Array.from({ length: 50 }, (_, r) => row(SECTION + r)));
  });

  test('sections do not repeat each other', () => {
    const pairs = [0, 1, 2].map((r) => [row(r), row(SECTION + r)]);
    for (const [one, other] of pairs) expect(one).not.toEqual(other);
  });
});

describe('all combinations', () => {
  const ports = [
    { name: 'a', width: 3 },
    { name: 'b', width: 9 },
    { name: 'c', width: 17 },
  ];
  const source = exhaustiveSource(ports);

  test('rows and columns from anywhere', () => {
    expect(source.count).toBe(2 ** 29);
    const first = 2 ** 28 + 2 ** 17 - 64;
    const due = Array.from({ length: 64 }, (_, k) => {
      const row = first + k;
      return [Math.floor(row / 2 ** 26), Math.floor(row / 2 ** 17) % 512, row % 2 ** 17].map(BigInt);
    });
    const rows = source.rows(first, 64);
    expect(Array.from({ length: 64 }, (_, r) => unpackRow(ports, rows, r))).toEqual(due);
    expect(columnsOf(source, [3, 9, 17], first, 64)).toEqual(due);
  });

  test('too many to be listed, and too many for anything', () => {
    expect(() => listed(source)).toThrow(/BW4201.*memory/);
    expect(exhaustiveSource([{ name: 'a', width: 32 }]).count).toBe(2 ** 32);
    expect(() => exhaustiveSource([{ name: 'a', width: 33 }])).toThrow(/BW4201.*2\^33/);
  });
});
