import { minimise } from '../../cosim/minimise.ts';
import type { Simulation } from '../../cosim/simulator.ts';
import { type Compiled, goldenOf } from '../compile.ts';
import { packedWords } from '../golden/golden.ts';
import { unpackRows } from '../golden/packing.ts';
import { inputsOf } from '../ir/ir.ts';
import { ExactModel } from '../ops/evaluate.ts';
import { type Difference, firstDifference } from './first-difference.ts';
import { cornersOf } from './stimuli.ts';

/** The smallest failing stimulus that was found; rows from reset. */
export interface Failure {
  readonly rows: readonly (readonly bigint[])[];
  /** Of the last row: every output by this telling, by the golden model and by the exact meaning. */
  readonly actual: readonly bigint[];
  readonly golden: readonly bigint[];
  readonly exact: readonly bigint[];
  /** The first inner signal that differs, where the simulator lets look inside. */
  readonly inside?: Difference;
}

/** Rows whose last one fails, made as few and as simple as they go. Without state it is a single row. */
export async function shrinkFailure(compiled: Compiled, simulation: Simulation, start: Uint32Array): Promise<Failure> {
  const fresh = goldenOf(compiled);
  const stride = packedWords(fresh.inputs);
  const goldenRows = (rows: Uint32Array) => {
    fresh.reset();
    return fresh.run(rows, stride === 0 ? 1 : rows.length / stride);
  };
  const inputs = inputsOf(compiled.design);
  const small = await minimise(
    fresh.inputs,
    start,
    async (candidates) => {
      const differs = (a: Uint32Array, b: Uint32Array) => a.some((word, i) => word !== b[i]);
      if (fresh.sequential) {
        const answers: boolean[] = [];
        for (const rows of candidates)
          answers.push(differs(await simulation.run(rows, rows.length / stride), goldenRows(rows)));
        return answers;
      }
      const all = Uint32Array.from(candidates.flatMap((c) => [...c]));
      const [actual, expected] = [await simulation.run(all, candidates.length), goldenRows(all)];
      const width = packedWords(fresh.outputs);
      return candidates.map((_, i) =>
        differs(actual.subarray(i * width, (i + 1) * width), expected.subarray(i * width, (i + 1) * width)),
      );
    },
    { simple: inputs.map((p) => cornersOf(p.type)) },
  );
  const count = Math.max(1, stride === 0 ? 1 : small.length / stride);
  const last = (rows: Uint32Array) => unpackRows(fresh.outputs, rows, count)[count - 1];
  const rows = unpackRows(fresh.inputs, small, count);
  const exact = new ExactModel(compiled.design);
  const meant = rows.map((r) => exact.step(r));
  const inside = await firstDifference(compiled, simulation, rows);
  return {
    ...(inside && { inside }),
    rows,
    actual: last(await simulation.run(small, count)),
    golden: last(goldenRows(small)),
    exact: meant[count - 1],
  };
}
