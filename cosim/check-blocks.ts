import type { BlockProgram, BlockVerdict } from './process/block-program.ts';
import type { CheckOptions, RowCheck } from './simulator.ts';
import type { RowSource } from './vectors/made.ts';
import { SECTION } from './vectors/random.ts';

/** Rows of a block: sections of the random source, so many that a block takes longer than its way through the pipe. */
const BLOCK = 4 * SECTION;
/** Blocks that a program has at hand: one that it works on, and one that waits. */
const AT_HAND = 2;
/** Wrong rows that are named. */
const NAMED = 16;

/**
 * Has programs compare all rows of a source, each taking the next block when it has room. One program alone gets the blocks
 * in order and a last, empty one, at which results that come late come out.
 */
export async function checkBlocks(
  programs: readonly BlockProgram[],
  source: RowSource,
  latency: number,
  { expect, progress }: CheckOptions,
): Promise<RowCheck> {
  let [next, done, wrongRows] = [0, 0, 0];
  const rows: number[] = [];
  const told = (verdict: BlockVerdict, count: number) => {
    wrongRows += verdict.wrong;
    rows.push(...verdict.rows);
    done += count;
    progress?.(done, source.count);
  };
  const worker = async (program: BlockProgram) => {
    while (next < source.count) {
      const first = next;
      const count = Math.min(BLOCK, source.count - first);
      next += count;
      told(await program.check(first, count, await expect(first, count)), count);
    }
  };
  try {
    await Promise.all(programs.flatMap((program) => Array.from({ length: AT_HAND }, () => worker(program))));
    if (latency > 0) told(await programs[0].check(source.count, 0, []), 0);
  } finally {
    await Promise.all(programs.map((program) => program.end()));
  }
  return { wrongRows, rows: rows.toSorted((a, b) => a - b).slice(0, NAMED) };
}
