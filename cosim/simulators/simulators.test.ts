import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compareRows } from '../compare.ts';
import { removeAllScratch, withScratch } from '../process/scratch.ts';
import { ACCUMULATOR, ADDER, FIXTURES, type Fixture, placeFixture, ROM } from '../testing/fixtures.ts';
import { OPERATOR_ZOO } from '../testing/operators.ts';
import { availability, expectedRows, stimuliFor } from '../testing/run.ts';
import { findSimulator, SIMULATORS } from './registry.ts';

afterAll(removeAllScratch);

/** Differences between a simulator and the fixture's own function, over corners and random rows. */
async function differences(name: string, fixture: Fixture, randomCount = 300) {
  const simulation = await findSimulator(name).build(await placeFixture(fixture));
  const { rows, count } = stimuliFor(fixture.inputs, randomCount);
  const results = await simulation.run(rows, count);
  await simulation.dispose();
  return compareRows(fixture.outputs, expectedRows(fixture, rows, count), results).mismatches;
}

for (const simulator of SIMULATORS) {
  const { missing, label } = await availability(simulator);
  describe.skipIf(missing)(`${simulator.name} (${label})`, () => {
    test.each([...FIXTURES, OPERATOR_ZOO].map((fixture) => [fixture.name, fixture] as const))(
      '%s',
      async (_, fixture) => {
        expect(await differences(simulator.name, fixture)).toEqual([]);
      },
    );

    test('sees a wrong result', async () => {
      const wrong = {
        ...ADDER,
        model:
          () =>
          ([a, b]: readonly bigint[]) => [a + b - (a === 255n && b === 255n ? 1n : 0n)],
      };
      const [first] = await differences(simulator.name, wrong);
      expect(first).toMatchObject({ port: 0, expected: 509n, actual: 510n });
    });

    test('runs twice, each time from reset, and takes no rows at all', async () => {
      const simulation = await simulator.build(await placeFixture(ACCUMULATOR));
      const once = await simulation.run(Uint32Array.of(1, 2), 2);
      expect(await simulation.run(Uint32Array.of(1, 2), 2)).toEqual(once);
      expect(await simulation.run(new Uint32Array(0), 0)).toEqual(new Uint32Array(0));
      await simulation.dispose();
    });

    test('a design without inputs', async () => {
      const fixture: Fixture = {
        name: 'constant',
        verilog: "module constant (output wire [39:0] y);\n  assign y = 40'hfedcba9876;\nendmodule\n",
        inputs: [],
        outputs: [{ name: 'y', width: 40 }],
        model: () => () => [0xfedcba9876n],
      };
      expect(await differences(simulator.name, fixture, 3)).toEqual([]);
    });

    test('rejected Verilog', async () => {
      const job = await placeFixture({ ...ADDER, verilog: 'module adder (input wire a;\nendmodule\n' });
      await expect(simulator.build(job)).rejects.toMatchObject({
        diagnostic: { code: 'BW5103', message: expect.stringContaining('rtl/adder.v:1') },
        exit: 1,
      });
    });

    test('a missing file, and rows that are too few', async () => {
      const job = await placeFixture(ROM);
      await expect(simulator.build({ ...job, directory: join(job.directory, 'gone') })).rejects.toMatchObject({
        diagnostic: { code: 'BW5105' },
        exit: 2,
      });
      const simulation = await simulator.build(job);
      await expect(simulation.run(Uint32Array.of(1), 2)).rejects.toMatchObject({ diagnostic: { code: 'BW4101' } });
      await simulation.dispose();
    });

    test.skipIf(simulator.name === 'yosys')('VCD waveform', async () => {
      const simulation = await simulator.build(await placeFixture(ACCUMULATOR));
      await withScratch(async (folder) => {
        const waveform = join(folder, 'wave.vcd');
        await simulation.run(Uint32Array.of(1, 2, 3), 3, { waveform });
        expect(await readFile(waveform, 'utf8')).toMatch(/\$var reg +20|\$var wire +20 .* acc/);
        await expect(simulation.run(Uint32Array.of(1), 1, { waveform: 'wave.txt' })).rejects.toMatchObject({
          diagnostic: { code: 'BW4102' },
        });
      });
      await simulation.dispose();
    });
  });
}

for (const name of ['iverilog', 'yosys']) {
  const { missing, label } = await availability(findSimulator(name));
  test.skipIf(missing)(`${name} finds outputs that nothing drives (${label})`, async () => {
    const verilog =
      'module adder (input wire [7:0] a, input wire [7:0] b, output wire [8:0] y);\n  assign y[7:0] = a;\nendmodule\n';
    const simulation = await findSimulator(name).build(await placeFixture({ ...ADDER, verilog }));
    await expect(simulation.run(Uint32Array.of(1, 2), 1)).rejects.toMatchObject({
      diagnostic: { code: 'BW4105' },
      exit: 1,
    });
    await simulation.dispose();
  });
}

test('names of simulators', () => {
  expect(findSimulator('iverilog').name).toBe('iverilog');
  expect(() => findSimulator('verilater')).toThrow(
    expect.objectContaining({
      diagnostic: expect.objectContaining({ code: 'BW4109', help: "did you mean 'verilator'?" }),
      exit: 2,
    }),
  );
});

test('temporary folders go away', async () => {
  let place = '';
  await withScratch(async (folder) => {
    place = folder;
    expect(existsSync(folder)).toBe(true);
  });
  expect(existsSync(place)).toBe(false);
});
