/** The gates of a design: hand-written Verilog against functions that were not derived from it, and planted wrong rows. */
import { afterAll, describe, expect, test } from 'vitest';
import { elementBytes } from '../../columns.ts';
import { compareRows } from '../../compare.ts';
import { unpackRow } from '../../ports.ts';
import { removeAllScratch } from '../../process/scratch.ts';
import { ACCUMULATOR, ADDER, FIXTURES, type Fixture, MULTIPLIER, placeFixture, WIDE } from '../../testing/fixtures.ts';
import { availability, expectedRows, stimuliFor } from '../../testing/run.ts';
import { exhaustiveSource, randomSource } from '../../vectors/made.ts';
import { gates } from './gates.ts';

afterAll(removeAllScratch);

/** Columns of 1, 2, 4 and 8 bytes, and a port whose bits stand on both sides of the eighth. */
const SPREAD: Fixture = {
  name: 'spread',
  verilog: `module spread (
  input wire [4:0] a, input wire [5:0] b, input wire c,
  output wire [6:0] sum, output wire [10:0] product, output wire [17:0] power, output wire [39:0] far, output wire one
);
  assign sum = a + b;
  assign product = a * b;
  assign power = {b, b, b} ^ {13'b0, a};
  assign far = {a, 29'b0, b} << c;
  assign one = 1'b1;
endmodule
`,
  inputs: [
    { name: 'a', width: 5 },
    { name: 'b', width: 6 },
    { name: 'c', width: 1 },
  ],
  outputs: [
    { name: 'sum', width: 7 },
    { name: 'product', width: 11 },
    { name: 'power', width: 18 },
    { name: 'far', width: 40 },
    { name: 'one', width: 1 },
  ],
  model:
    () =>
    ([a, b, c]) => [a + b, a * b, (b * 0x1041n) ^ a, BigInt.asUintN(40, ((a << 35n) | b) << c), 1n],
};

/** More gates than one function has. */
const LARGE: Fixture = {
  name: 'large',
  verilog: `module large (input wire [15:0] a, input wire [15:0] b, output wire [31:0] y);
  assign y = a * b;
endmodule
`,
  inputs: [
    { name: 'a', width: 16 },
    { name: 'b', width: 16 },
  ],
  outputs: [{ name: 'y', width: 32 }],
  model:
    () =>
    ([a, b]) => [a * b],
};

/** The columns that a fixture's function gives for all combinations; rows in `wrong` have a bit of that port changed. */
function due(fixture: Fixture, wrong: ReadonlyMap<number, readonly [port: number, bit: number]>) {
  const source = exhaustiveSource(fixture.inputs);
  const model = fixture.model();
  const expect = (first: number, count: number) => {
    const rows = source.rows(first, count);
    const columns = fixture.outputs.map(({ width }) => new Uint8Array(count * elementBytes(width)));
    for (let row = 0; row < count; row++)
      for (const [p, right] of model(unpackRow(fixture.inputs, rows, row)).entries()) {
        const [port, bit] = wrong.get(first + row) ?? [];
        const word = port === p ? right ^ (1n << BigInt(bit ?? 0)) : right;
        const bytes = elementBytes(fixture.outputs[p].width);
        for (let k = 0; k < bytes; k++) columns[p][row * bytes + k] = Number((word >> BigInt(8 * k)) & 0xffn);
      }
    return columns;
  };
  return { source, expect };
}

const { missing, label } = await availability(gates);

describe.skipIf(missing)(label, () => {
  // A product of 64 bits (`WIDE`) takes compilers seconds.
  const combinational = [...FIXTURES, SPREAD, LARGE].filter((fixture) => !fixture.sequential && fixture !== WIDE);

  test.each(combinational.map((fixture) => [fixture.name, fixture] as const))('listed rows: %s', async (_, fixture) => {
    const simulation = await gates.build(await placeFixture(fixture));
    const { rows, count } = stimuliFor(fixture.inputs, 300);
    const results = await simulation.run(rows, count);
    expect(compareRows(fixture.outputs, expectedRows(fixture, rows, count), results).mismatches).toEqual([]);
  });

  test('all combinations, and each wrong bit of any port', async () => {
    const check = async (fixture: Fixture, wrong = new Map<number, readonly [number, number]>()) => {
      const { source, expect } = due(fixture, wrong);
      return (await gates.build(await placeFixture(fixture))).check?.(source, { expect });
    };
    for (const fixture of [ADDER, MULTIPLIER, SPREAD]) expect(await check(fixture)).toEqual({ wrongRows: 0, rows: [] });
    // One bit in each port, the highest of the widest one, and bits beyond a port's own.
    const wrong = new Map<number, readonly [number, number]>([
      [0, [0, 0]],
      [17, [1, 10]],
      [255, [2, 17]],
      [256, [3, 39]],
      [1000, [4, 0]],
      [2049, [0, 7]],
      [4095, [3, 33]],
    ]);
    expect(await check(SPREAD, wrong)).toEqual({ wrongRows: wrong.size, rows: [...wrong.keys()] });
    const many = new Map(Array.from({ length: 100 }, (_, k) => [600 * k + 5, [0, 8]] as const));
    expect(await check(ADDER, many)).toEqual({ wrongRows: 100, rows: [...many.keys()].slice(0, 16) });
  });

  test('what gates cannot do is refused', async () => {
    const refusal = (code: string) => expect.objectContaining({ diagnostic: expect.objectContaining({ code }) });
    await expect(gates.build(await placeFixture(ACCUMULATOR))).rejects.toEqual(refusal('BW4106'));
    const simulation = await gates.build(await placeFixture(ADDER));
    const random = simulation.check?.(randomSource(ADDER.inputs, 512, 1), { expect: () => [] });
    await expect(random).rejects.toEqual(refusal('BW4106'));
    await expect(simulation.run(Uint32Array.of(1, 2), 1, { waveform: 'a.vcd' })).rejects.toEqual(refusal('BW4102'));
  });
});
