/** Transcripts by hand, one per way to go wrong. The design is the identity on 32 bits; row r is the word 1000 + r. */
import { expect, test } from 'vitest';
import type { StreamLayout } from './layout.ts';
import { judge } from './scoreboard.ts';
import type { Transcript } from './transcript.ts';

const SIDE = {
  valid: 'v',
  ready: 'r',
  beats: 1,
  packets: false,
  wires: [{ name: 'x', width: 32 }],
  ports: [{ name: 'x', width: 32 }],
};
const LAYOUT: StreamLayout = {
  top: 'identity',
  clock: 'clk',
  reset: 'rst',
  resetLevel: 'high',
  enable: undefined,
  latency: 2,
  ii: 1,
  input: { ...SIDE, fields: undefined },
  output: { ...SIDE, fields: undefined },
};

const COUNT = 40;

/** A run at full pace that delivers these rows, changed as a test wants it. */
function judged(delivered: readonly number[], change: Partial<Transcript> = {}, steady = false) {
  const transcript: Transcript = {
    results: Uint32Array.from(delivered, (row) => 1000 + row),
    deliveredAt: Uint32Array.from(delivered, (_, i) => i + LAYOUT.latency),
    acceptedAt: Uint32Array.from({ length: COUNT }, (_, row) => row),
    resets: [],
    broken: [],
    cycles: 100,
    ...change,
  };
  const expected = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => 1000 + from + i);
  return judge({ layout: LAYOUT, count: COUNT, transcript, expected, steady });
}

const ALL = Array.from({ length: COUNT }, (_, row) => row);
const without = (...rows: number[]) => ALL.filter((row) => !rows.includes(row));

test('all is well', () => {
  const verdict = judged(ALL, {}, true);
  expect(verdict).toEqual({ accepted: COUNT, delivered: COUNT, resets: 0, cycles: 100, interval: 1 });
});

test('a lost row, and several', () => {
  const lost = { kind: 'lost', row: 7, cycle: 9, message: 'loses the result of this row' };
  expect(judged(without(7)).fault).toMatchObject(lost);
  expect(judged(without(7, 8, 9)).fault).toMatchObject({
    kind: 'lost',
    row: 7,
    message: expect.stringContaining('of 3'),
  });
  expect(judged(without(7, 11)).fault).toMatchObject({ kind: 'lost', row: 7 });
  expect(judged(without(39)).fault).toMatchObject({ kind: 'lost', row: 39, cycle: 100 });
});

test('a row twice, at once, later, and after the end', () => {
  const twice = (row: number) => [...ALL.slice(0, row + 1), row, ...ALL.slice(row + 1)];
  const again = { kind: 'duplicated', row: 8, message: 'delivers the result of row 7 again' };
  expect(judged(twice(7)).fault).toMatchObject(again);
  expect(judged([...ALL.slice(0, 20), ...ALL.slice(10)]).fault).toMatchObject({ kind: 'duplicated', row: 20 });
  expect(judged([...ALL, 39]).fault).toMatchObject({ kind: 'duplicated', row: 40 });
});

test('rows that change places', () => {
  const swapped = ALL.map((row) => (row === 5 ? 6 : row === 6 ? 5 : row));
  expect(judged(swapped).fault).toMatchObject({
    kind: 'reordered',
    row: 5,
    message: 'delivers the result of row 6 before that of this row',
  });
});

test('a wrong word, with both words', () => {
  const fault = judged(ALL.map((row) => (row === 12 ? 5000 : row))).fault;
  expect(fault).toMatchObject({ kind: 'wrong', row: 12, cycle: 14 });
  expect(fault?.result).toEqual({ expected: Uint32Array.of(1012), actual: Uint32Array.of(6000) });
});

test('a reset leaves out what was in flight, and nothing else', () => {
  const resets = [{ cycle: 12, accepted: 12, delivered: 10 }];
  const after = (rows: readonly number[], change: Partial<Transcript>) =>
    judged(rows, { deliveredAt: Uint32Array.from(rows, (row) => row + LAYOUT.latency), ...change });
  expect(after(without(10, 11), { resets }).fault).toBeUndefined();
  expect(after(without(9, 10, 11), { resets: [{ ...resets[0], delivered: 9 }] }).fault).toBeUndefined();
  // One of those in flight comes after the reset all the same.
  expect(after(without(10), { resets }).fault).toMatchObject({ row: 12 });
  // One is left out before the reset, and a later one delivered.
  expect(after(without(3, 10, 11), { resets: [{ ...resets[0], delivered: 9 }] }).fault).toMatchObject({
    kind: 'lost',
    row: 3,
  });
});

test('results that come too early or too late, rows that wait', () => {
  const at = (change: (cycle: number, row: number) => number) => ALL.map((row) => change(row + LAYOUT.latency, row));
  const early = at((cycle, row) => (row === 4 ? cycle - 1 : cycle));
  expect(judged(ALL, { deliveredAt: Uint32Array.from(early) }).fault).toMatchObject({
    kind: 'early',
    row: 4,
    cycle: 5,
  });
  const late = Uint32Array.from(at((cycle, row) => (row >= 30 ? cycle + 1 : cycle)));
  expect(judged(ALL, { deliveredAt: late }, true).fault).toMatchObject({ kind: 'late', row: 30, cycle: 33 });
  expect(judged(ALL, { deliveredAt: late }).fault).toBeUndefined();
  const acceptedAt = Uint32Array.from(ALL, (row) => 2 * row);
  const deliveredAt = Uint32Array.from(ALL, (row) => 2 * row + 2);
  const slow = judged(ALL, { acceptedAt, deliveredAt }, true);
  expect(slow).toMatchObject({ interval: 2, fault: { kind: 'slow', row: 1, cycle: 2 } });
});

test('rows that are never accepted', () => {
  const acceptedAt = Uint32Array.from(ALL.slice(0, 6));
  const { fault } = judged(ALL.slice(0, 6), { acceptedAt });
  expect(fault).toMatchObject({ kind: 'stuck', row: 6, cycle: 100 });
});

test('the first broken rule', () => {
  const broken = [
    { rule: 'data', cycle: 20, delivered: 18 },
    { rule: 'valid', cycle: 21, delivered: 18 },
  ] as const;
  expect(judged(ALL, { broken }).fault).toMatchObject({ kind: 'rule', row: 18, cycle: 20 });
});

/** Rows of 3 beats in and 2 out; beat b of the result of row r is the word 1000 + 2 r + b. */
const BEATS: StreamLayout = {
  ...LAYOUT,
  latency: 5,
  ii: 3,
  input: { ...SIDE, fields: undefined, beats: 3, packets: true },
  output: { ...SIDE, fields: undefined, beats: 2, packets: true },
};

function judgedBeats(beats: readonly number[], change: Partial<Transcript> = {}, steady = false) {
  const transcript: Transcript = {
    results: Uint32Array.from(beats, (beat) => 1000 + beat),
    deliveredAt: Uint32Array.from(beats, (_, i) => 3 * Math.floor(i / 2) + 4 + (i % 2)),
    acceptedAt: Uint32Array.from({ length: 3 * COUNT }, (_, beat) => beat),
    resets: [],
    broken: [],
    cycles: 200,
    ...change,
  };
  const expected = (from: number, to: number) =>
    Uint32Array.from({ length: 2 * (to - from) }, (_, i) => 1000 + 2 * from + i);
  return judge({ layout: BEATS, count: COUNT, transcript, expected, steady });
}

const ALL_BEATS = Array.from({ length: 2 * COUNT }, (_, beat) => beat);

test('beats: all is well, and the interval is that of rows', () => {
  const verdict = { accepted: COUNT, delivered: COUNT, resets: 0, cycles: 200, interval: 3 };
  expect(judgedBeats(ALL_BEATS, {}, true)).toEqual(verdict);
});

test('beats and whole rows that are lost, come again or change places', () => {
  const but = (...beats: number[]) => ALL_BEATS.filter((beat) => !beats.includes(beat));
  const fault = (beats: readonly number[]) => judgedBeats(beats).fault;
  expect(fault(but(15))).toMatchObject({ kind: 'lost', row: 7, beat: 1, message: 'loses this beat of the result' });
  expect(fault(but(14, 15))).toMatchObject({ row: 7, beat: 0, message: 'loses the result of this row' });
  expect(fault(but(14, 15, 16))).toMatchObject({ message: 'loses 3 beats of results from this one on' });
  expect(fault(but(78, 79))).toMatchObject({ kind: 'lost', row: 39, beat: 0, cycle: 200 });
  const swapped = ALL_BEATS.map((beat) => (beat === 10 ? 11 : beat === 11 ? 10 : beat));
  expect(fault(swapped)).toMatchObject({
    kind: 'reordered',
    row: 5,
    beat: 0,
    message: 'delivers beat 1 of the result of row 5 before that of this beat',
  });
  expect(fault([...ALL_BEATS.slice(0, 16), ...ALL_BEATS.slice(15)])).toMatchObject({
    kind: 'duplicated',
    row: 8,
    beat: 0,
    message: 'delivers beat 1 of the result of row 7 again',
  });
});

test('a reset within a row: what was accepted of it counts for nothing, and the row comes again', () => {
  const resets = [{ cycle: 13, accepted: 13, delivered: 5 }];
  const acceptedAt = Uint32Array.from({ length: 3 * COUNT + 1 }, (_, beat) => beat);
  // Rows 0 to 3 are complete, one beat of row 4 came; the results of row 3 and a beat of row 2 are lost with it.
  const beats = [...ALL_BEATS.slice(0, 5), ...ALL_BEATS.slice(8)];
  const deliveredAt = Uint32Array.from(beats, (_, i) => (i < 5 ? 4 + i : 200 + i));
  const run = { acceptedAt, deliveredAt, resets };
  expect(judgedBeats(beats, run)).toMatchObject({ accepted: COUNT, delivered: COUNT - 2 });
  expect(judgedBeats(beats, run).fault).toBeUndefined();
  // A result of what was accepted of row 4 comes after all.
  expect(judgedBeats([...beats.slice(0, 5), 6, ...beats.slice(5)], run).fault).toMatchObject({ row: 4, beat: 0 });
});

test('results before any beat of their row, too slow a design, and one that takes no more beats', () => {
  const at = ALL_BEATS.map((beat) => 3 * Math.floor(beat / 2) + 4 + (beat % 2));
  const early = Uint32Array.from(at, (cycle, beat) => (beat === 20 ? 29 : cycle));
  expect(judgedBeats(ALL_BEATS, { deliveredAt: early }).fault).toMatchObject({ kind: 'early', row: 10, beat: 0 });
  const slow = Uint32Array.from(at, (cycle, beat) => cycle + Math.floor(beat / 2));
  expect(judgedBeats(ALL_BEATS, { deliveredAt: slow }, true)).toMatchObject({ interval: 4, fault: { kind: 'slow' } });
  const acceptedAt = Uint32Array.from({ length: 20 }, (_, beat) => beat);
  expect(judgedBeats(ALL_BEATS.slice(0, 12), { acceptedAt }).fault).toMatchObject({
    kind: 'stuck',
    row: 6,
    message: expect.stringContaining('after 2 of the 3 of this row'),
  });
});
