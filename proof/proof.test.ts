/** The slice of the sweep that every test run takes, and the parts that the sweep stands on. */
import { beforeAll, describe, expect, it } from 'vitest';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { cornerWords } from '../generators/formats/corners.ts';
import { parseFormat } from '../generators/formats/name.ts';
import { elementOf, inputsOf } from '../generators/ir/ir.ts';
import { OPERATORS } from '../generators/ops/registry.ts';
import { ExactTelling } from './exact-telling.ts';
import { FAMILIES, type Family } from './families.ts';
import { plan, tasksOf } from './plan.ts';
import { Prover } from './prover.ts';
import { Results } from './result-table.ts';
import { everyInput, sampled } from './rows.ts';

const SEED = 1;
const SLICE = plan(FAMILIES, { seconds: 40, seed: SEED });

describe(`a slice of the sweep: ${SLICE.flatMap((b) => b.claims).length} requests`, () => {
  let missing = false;
  beforeAll(async () => {
    missing = (await verilator.probe()) === undefined;
  });

  it.each(SLICE.map((build) => [build.name, build.claims.length, build.rows, build] as const))(
    'exact = golden = Verilog: %s, %i requests on %i rows',
    async (_name, _claims, rows, build) => {
      const prover = await Prover.build(build, SEED);
      const tallies = await prover.check(0, rows);
      await prover.dispose();
      for (const [i, tally] of tallies.entries()) {
        expect(tally, build.claims[i].request).toMatchObject({ mismatches: 0, simulated: missing ? 0 : rows });
        expect(tally.told).toBeGreaterThan(0);
      }
    },
  );

  it('was compared with Verilog', ({ skip }) => {
    if (missing) skip(`not run: Verilator is missing (${verilator.install})`);
  });
});

describe('the plan', () => {
  it('has every operator on floats, in a slice too', () => {
    const names = (families: readonly Family[]) => [...new Set(families.map((f) => f.operator.split(':')[0]))].sort();
    const takesFloats = (shape: string) =>
      inputsOf(operatorRequest(shape)).some((p) => elementOf(p.type).kind === 'float');
    const movesWords = ['bitcast', 'concat', 'element', 'select', 'slice', 'vector'];
    const registered = OPERATORS.filter((o) => o.shapes.some(takesFloats))
      .map((o) => o.name)
      .filter((name) => !movesWords.includes(name));
    expect(names(FAMILIES)).toEqual(registered.sort());
    expect(names(SLICE.flatMap((b) => b.claims.map((c) => c.family)))).toEqual(names(FAMILIES));
  });

  it('runs each row of each build once', () => {
    const builds = plan(FAMILIES, { operator: 'sqrt', seed: SEED });
    const tasks = tasksOf(builds);
    for (const [b, { rows }] of builds.entries()) {
      const parts = tasks.filter((t) => t.build === b);
      expect(parts.map((t) => t.from)).toEqual([0, ...parts.slice(0, -1).map((t) => t.to)]);
      expect(parts.at(-1)?.to).toBe(rows);
    }
  });
});

describe('rows', () => {
  it('take every input once', () => {
    const space = everyInput(12);
    const words = Array.from({ length: space.count }, (_, row) => space.word(row));
    expect(new Set(words).size).toBe(4096);
    expect(words.every((w) => w >= 0n && w < 4096n)).toBe(true);
  });

  it('take every pair of corners, and random rows of the seed', () => {
    const type = parseFormat('bfloat16');
    const space = sampled([type, type], 500, SEED);
    const corners = cornerWords(type);
    const rows = Array.from({ length: space.count }, (_, row) => row);
    const met = new Set(rows.filter((row) => space.isCorner(row)).map((row) => space.word(row)));
    expect(met.size).toBe(corners.length ** 2);
    for (const a of corners) expect(met.has((corners[0] << 16n) | a)).toBe(true);
    expect(rows.filter((row) => !space.isCorner(row))).toHaveLength(500);
    expect(space.word(7)).toBe(sampled([type, type], 500, SEED).word(7));
  });
});

describe('the exact telling', () => {
  const claimOf = (rows: Family['rows']) => {
    const request = 'op:fma:round=RDN/float<2,1>,E2M1,float<2,1>/float<2,1>';
    const family: Family = {
      operator: 'fma',
      formats: 'float<2,1>,E2M1,float<2,1>',
      modes: '',
      requests: [request],
      rows,
    };
    return { family, request, operands: ['float<2,1>', 'E2M1', 'float<2,1>'].map(parseFormat) };
  };

  it('gives every product and addend the result that each of its triples has', () => {
    const [shared, single] = [new ExactTelling(claimOf('every')), new ExactTelling(claimOf({ random: 1 }))];
    for (let row = 0n; row < 4096n; row++)
      for (let word = 0n; word < 16n; word++) expect(shared.agrees(row, word)).toBe(single.agrees(row, word));
  });
});

describe('the results', () => {
  it('count a mismatch and say how to repeat it', () => {
    const builds = plan(FAMILIES, { operator: 'neg', format: 'E2M1', seed: SEED });
    const results = new Results(builds);
    const tally = { simulated: 16, told: 16, mismatches: 2, repeat: 'npx bitwright cosim ...' };
    results.add({ task: { build: 0, from: 0, to: 16 }, tallies: builds[0].claims.map(() => tally), seconds: 1 });
    expect(results.mismatches).toBe(2);
    expect(results.text()).toContain('npx bitwright cosim ...');
  });
});
