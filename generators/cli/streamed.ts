/** A comparison for which nobody keeps all rows: the simulator makes them, and the golden model says what is due. */
import { compareRows, type Mismatch } from '../../cosim/compare.ts';
import { CosimError } from '../../cosim/error.ts';
import type { Simulation } from '../../cosim/simulator.ts';
import type { RowSource } from '../../cosim/vectors/made.ts';
import { type Compiled, goldenOf } from '../compile.ts';
import { packedWords } from '../golden/golden.ts';
import { expectation } from './expectation.ts';
import { GoldenPool } from './golden-pool.ts';

export type Say = (done: number, total: number) => void;

/** Rows of a design with state that can be run again from the start to look at a difference. */
const MOST_REPEATED = 1 << 24;

/** From so many rows on, starting a thread for every processor takes less time than it saves. */
const THREADS_FROM_ROWS = 1 << 24;

/** Wrong rows, and what differs in the first of them: those are run once more, as listed rows. */
export async function streamed(
  compiled: Compiled,
  source: RowSource,
  simulation: Simulation,
  check: NonNullable<Simulation['check']>,
  progress: Say,
): Promise<{ wrongRows: number; mismatches: readonly Mismatch[] }> {
  const pool = source.direct && source.count >= THREADS_FROM_ROWS ? GoldenPool.of(compiled.reference) : undefined;
  const due = pool ? pool.expect.bind(pool) : expectation(goldenOf(compiled), source);
  const { wrongRows, rows } = await check(source, { expect: due, progress }).finally(() => pool?.end());
  if (wrongRows === 0) return { wrongRows, mismatches: [] };
  const model = goldenOf(compiled);
  const numbers = model.sequential ? Array.from({ length: rows[0] + 1 }, (_, row) => row) : rows;
  if (numbers.length > MOST_REPEATED)
    throw new CosimError(
      'BW4403',
      `row ${rows[0]} differs, too late to look at it`,
      1,
      'Try a run of fewer rows, or another seed.',
    );
  const packed = model.sequential ? source.rows(0, numbers.length) : joined(source, rows, packedWords(model.inputs));
  const actual = await simulation.run(packed, numbers.length);
  const { mismatches } = compareRows(model.outputs, model.run(packed, numbers.length), actual);
  if (mismatches.length === 0)
    throw new CosimError(
      'BW4404',
      `${wrongRows} rows differed (the first is row ${rows[0]}) and agreed when run again`,
      1,
    );
  return { wrongRows, mismatches: mismatches.map((m) => ({ ...m, row: numbers[m.row] })) };
}

function joined(source: RowSource, numbers: readonly number[], stride: number): Uint32Array {
  const packed = new Uint32Array(numbers.length * stride);
  for (const [i, row] of numbers.entries()) packed.set(source.rows(row, 1), i * stride);
  return packed;
}

/** Rows in words: done, of how many, and how long the rest may take. */
export function progressOf(name: string, say: ((phrase: string) => void) | undefined): Say {
  const started = performance.now();
  return (done, total) => {
    const seconds = (performance.now() - started) / 1000;
    const rest = done > 0 ? Math.ceil((seconds / done) * (total - done)) : 0;
    const cells = Math.floor((20 * done) / total);
    const bar = `${'█'.repeat(cells)}${'░'.repeat(20 - cells)}`;
    say?.(`${name} ${bar} ${done} of ${total} rows${seconds > 2 ? `, ${rest} s to go` : ''}`);
  };
}
