import { expect, test } from 'vitest';
import { compareRows } from './compare.ts';

const PORTS = [
  { name: 'y', width: 40 },
  { name: 'z', width: 4 },
];

test('equal rows', () => {
  const rows = Uint32Array.of(1, 2, 3, 4, 5, 6);
  expect(compareRows(PORTS, rows, rows.slice())).toMatchObject({ wrongRows: 0, mismatches: [] });
});

test('each port of each wrong row, up to the limit', () => {
  const expected = Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  const actual = Uint32Array.of(1, 9, 0, 4, 5, 6, 7, 8, 0x1f);
  const { wrongRows, mismatches } = compareRows(PORTS, expected, actual);
  expect(wrongRows).toBe(2);
  expect(mismatches).toEqual([
    { row: 0, port: 0, expected: 0x2_0000_0001n, actual: 0x9_0000_0001n },
    { row: 0, port: 1, expected: 3n, actual: 0n },
    // Bits beyond the width count: a simulator that leaves them dirty is wrong too.
    { row: 2, port: 1, expected: 9n, actual: 0x1fn },
  ]);
  expect(compareRows(PORTS, expected, actual, 1)).toMatchObject({ wrongRows: 2, mismatches: [{ row: 0, port: 0 }] });
});

test('the digest tells results apart', () => {
  const digest = (...words: number[]) => compareRows(PORTS, new Uint32Array(3), Uint32Array.from(words)).digest;
  expect(digest(1, 2, 3)).toBe(digest(1, 2, 3));
  expect(digest(1, 2, 3)).not.toBe(digest(1, 2, 4));
});

test('different numbers of rows', () => {
  expect(() => compareRows(PORTS, new Uint32Array(3), new Uint32Array(6))).toThrow(/BW4301/);
});
