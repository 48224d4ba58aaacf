/** Rows that the program makes itself: the same as those made here, and every wrong one is found. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../../generators/manifest.ts';
import { elementBytes } from '../../columns.ts';
import { type Port, unpackRow } from '../../ports.ts';
import { removeAllScratch } from '../../process/scratch.ts';
import { ACCUMULATOR, ADDER, type Fixture, MULTIPLIER, placeFixture, WIDE } from '../../testing/fixtures.ts';
import { availability } from '../../testing/run.ts';
import { exhaustiveSource, type RowSource, randomSource } from '../../vectors/made.ts';
import { SECTION } from '../../vectors/random.ts';
import { verilator } from './verilator.ts';

afterAll(removeAllScratch);

/** Two registers behind a sum: results of a row come two cycles later. */
const LATE: Fixture = {
  name: 'late',
  verilog: `module late (input wire clk, input wire rst, input wire ce, input wire [7:0] a, input wire [8:0] b, output reg [9:0] y);
  reg [9:0] sum;
  always @(posedge clk)
    if (rst) begin
      sum <= 10'd0;
      y <= 10'd0;
    end else if (ce) begin
      sum <= {2'b0, a} + {1'b0, b};
      y <= sum;
    end
endmodule
`,
  inputs: [
    { name: 'a', width: 8 },
    { name: 'b', width: 9 },
  ],
  outputs: [{ name: 'y', width: 10 }],
  sequential: true,
  model:
    () =>
    ([a, b]) => [a + b],
};

/** Enough combinations for copies side by side. */
const BROAD: Fixture = {
  ...ADDER,
  name: 'broad',
  verilog: `module broad (input wire [11:0] a, input wire [11:0] b, output wire [12:0] y);
  assign y = {1'b0, a} + {1'b0, b};
endmodule
`,
  inputs: [
    { name: 'a', width: 12 },
    { name: 'b', width: 12 },
  ],
  outputs: [{ name: 'y', width: 13 }],
};

/** The columns that a fixture's function gives for rows made here; some rows get another word in one port. */
function expectation(fixture: Fixture, source: RowSource, wrong: ReadonlyMap<number, number>) {
  const model = fixture.model();
  return (first: number, count: number) => {
    const rows = source.rows(first, count);
    const columns = fixture.outputs.map(({ width }) => new Uint8Array(count * elementBytes(width)));
    for (let row = 0; row < count; row++)
      for (const [p, word] of model(unpackRow(fixture.inputs, rows, row)).entries()) {
        const due = wrong.get(first + row) === p ? word ^ 1n : word;
        store(columns[p], row, fixture.outputs[p], due);
      }
    return columns;
  };
}

function store(column: Uint8Array, row: number, { width }: Port, word: bigint): void {
  const bytes = elementBytes(width);
  for (let k = 0; k < bytes; k++) column[row * bytes + k] = Number((word >> BigInt(8 * k)) & 0xffn);
}

const { missing, label } = await availability(verilator);

describe.skipIf(missing)(`rows made by the program of ${label}`, () => {
  const check = async (fixture: Fixture, source: RowSource, wrong = new Map<number, number>(), latency = 0) => {
    const job = await placeFixture(fixture);
    const manifest: Manifest = { ...job.manifest, latency };
    const simulation = await verilator.build({ ...job, manifest });
    return simulation.check?.(source, { expect: expectation(fixture, source, wrong) });
  };
  const fine = { wrongRows: 0, rows: [] };

  test('all combinations', async () => {
    for (const fixture of [ADDER, MULTIPLIER])
      expect(await check(fixture, exhaustiveSource(fixture.inputs))).toEqual(fine);
  });

  test('random rows of wide and narrow ports, over more than one section', async () => {
    expect(await check(WIDE, randomSource(WIDE.inputs, 3000, 5))).toEqual(fine);
    expect(await check(ADDER, randomSource(ADDER.inputs, 5 * SECTION + 77, 6))).toEqual(fine);
  });

  test('state, from reset', async () => {
    expect(await check(ACCUMULATOR, randomSource(ACCUMULATOR.inputs, SECTION + 10, 3))).toEqual(fine);
  });

  test('results that come late', async () => {
    for (const count of [1, 2, 3, 1000, 4 * SECTION + 3])
      expect(await check(LATE, randomSource(LATE.inputs, count, 8), undefined, 2)).toEqual(fine);
    expect(await check(LATE, exhaustiveSource(LATE.inputs), undefined, 2)).toEqual(fine);
    const last = 4 * SECTION + 2;
    const wrong = new Map([0, 7, 4 * SECTION - 1, 4 * SECTION, last].map((row) => [row, 0]));
    expect(await check(LATE, randomSource(LATE.inputs, last + 1, 8), wrong, 2)).toEqual({
      wrongRows: 5,
      rows: [...wrong.keys()],
    });
  });

  test('each wrong row is counted, whatever its port, and the first are named', async () => {
    const some = new Map([
      [2, 5],
      [3, 0],
      [700, 1],
      [1999, 2],
      [2999, 4],
    ]);
    expect(await check(WIDE, randomSource(WIDE.inputs, 3000, 5), some)).toEqual({
      wrongRows: 5,
      rows: [...some.keys()],
    });
    const many = new Map(Array.from({ length: 100 }, (_, k) => [600 * k + 5, 0]));
    expect(await check(ADDER, exhaustiveSource(ADDER.inputs), many)).toEqual({
      wrongRows: 100,
      rows: [...many.keys()].slice(0, 16),
    });
  });

  test('copies side by side, and a program on every processor', async () => {
    const source = exhaustiveSource(BROAD.inputs);
    const simulation = await verilator.build(await placeFixture(BROAD));
    const seen: number[] = [];
    const wrong = [77, 2 ** 23 + 1, source.count - 1];
    const expectSums = (first: number, count: number) => {
      const columns = [new Uint16Array(count), new Uint16Array(count)];
      source.fill(first, count, columns);
      const sums = Uint16Array.from(columns[0], (a, row) => a + columns[1][row]);
      for (const row of wrong) if (row >= first && row < first + count) sums[row - first] ^= 256;
      return [new Uint8Array(sums.buffer)];
    };
    const result = await simulation.check?.(source, { expect: expectSums, progress: (done) => seen.push(done) });
    expect(result).toEqual({ wrongRows: 3, rows: wrong });
    expect(seen.at(-1)).toBe(source.count);
  });

  test('a program that dies says so', async () => {
    const job = await placeFixture(ADDER);
    const simulation = await verilator.build(job);
    const short = simulation.check?.({ ...exhaustiveSource(ADDER.inputs), recipe: ['random'] }, { expect: () => [] });
    await expect(short).rejects.toMatchObject({ diagnostic: { code: 'BW4103' } });
  });
});
