import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DifferenceProgram } from './network-simplex.ts';

interface Problem {
  readonly limit: number;
  readonly costs: readonly number[];
  readonly needs: readonly { readonly v: number; readonly u: number; readonly need: number }[];
}

const problem: fc.Arbitrary<Problem> = fc.integer({ min: 1, max: 5 }).chain((n) =>
  fc.record({
    limit: fc.integer({ min: 0, max: 3 }),
    costs: fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n }),
    needs: fc.array(fc.record({ v: fc.nat(n), u: fc.nat(n), need: fc.integer({ min: -2, max: 2 }) }), {
      maxLength: 3 * n,
    }),
  }),
);

/** The least cost over all assignments, or undefined where none is allowed. */
function bySearch({ limit, costs, needs }: Problem): number | undefined {
  let best: number | undefined;
  const total = (limit + 1) ** costs.length;
  for (let i = 0; i < total; i++) {
    const x = [0, ...costs.map((_, k) => Math.floor(i / (limit + 1) ** k) % (limit + 1))];
    if (needs.some(({ v, u, need }) => x[v] - x[u] < need)) continue;
    const cost = costs.reduce((sum, c, k) => sum + c * x[k + 1], 0);
    if (best === undefined || cost < best) best = cost;
  }
  return best;
}

function checked({ costs, needs, limit }: Problem, x: Int32Array): number {
  expect(x[0]).toBe(0);
  for (const value of x.subarray(1)) expect(value >= 0 && value <= limit).toBe(true);
  for (const { v, u, need } of needs) expect(x[v] - x[u]).toBeGreaterThanOrEqual(need);
  return costs.reduce((sum, c, k) => sum + c * x[k + 1], 0);
}

it('finds the least cost, also when constraints come one after the other', () => {
  fc.assert(
    fc.property(problem, fc.nat(20), (p, early) => {
      const program = new DifferenceProgram(p.limit);
      const variables = [0, ...p.costs.map((c) => program.variable(c))];
      const add = ({ v, u, need }: Problem['needs'][number]) => program.atLeast(variables[v], variables[u], need);
      p.needs.slice(0, early).forEach(add);
      const first = program.solve();
      for (const n of p.needs.slice(early)) {
        add(n);
        if (first) program.solve();
      }
      const x = program.solve();
      const best = bySearch(p);
      expect(x && checked(p, x)).toBe(best);
    }),
    { seed: 3, numRuns: 3000 },
  );
});
