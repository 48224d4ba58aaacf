/** What the exact meaning gives for rows, kept from run to run: it is slow, and depends on the program and the rows alone. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from '../../cosim/cache/cache.ts';
import { digestOf } from '../../cosim/cache/digest.ts';
import { readWords, writeWords } from '../../cosim/process/words-file.ts';
import type { Compiled } from '../compile.ts';
import { packedWords } from '../golden/golden.ts';
import { packRows, unpackRows } from '../golden/packing.ts';
import { printDesign } from '../ir/text.ts';
import { topOf } from '../netlist/netlist.ts';
import { ExactModel } from '../ops/evaluate.ts';

/** Rows after which the simulators' builds, which run meanwhile, get their turn. */
const BREATH = 50;

export interface ExactWords {
  /** Words of the output ports for each row. */
  readonly rows: readonly (readonly bigint[])[];
  /** Whether an earlier run evaluated them. */
  readonly kept: boolean;
}

/** Evaluates packed rows from reset. `program` is the digest of the code that runs; without one nothing is kept. */
export async function exactWords(
  compiled: Compiled,
  packed: Uint32Array,
  count: number,
  program = programDigest(),
): Promise<ExactWords> {
  const { inputs, outputs } = topOf(compiled.reference);
  const evaluate = () => evaluated(compiled, unpackRows(inputs, packed, count));
  if (program === undefined) return { rows: await evaluate(), kept: false };
  const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.byteLength);
  const key = digestOf([program, process.version, printDesign(compiled.design), String(count), bytes]);
  let fresh: bigint[][] | undefined;
  const folder = await cached('exact-words', key, async (staging) => {
    fresh = await evaluate();
    await writeWords(join(staging, 'words'), packRows(outputs, fresh));
    return {};
  });
  const kept = fresh ? undefined : await readWords(join(folder, 'words'), count * packedWords(outputs));
  return kept
    ? { rows: unpackRows(outputs, kept, count), kept: true }
    : { rows: fresh ?? (await evaluate()), kept: false };
}

async function evaluated(compiled: Compiled, rows: readonly (readonly bigint[])[]): Promise<bigint[][]> {
  const exact = new ExactModel(compiled.design);
  const words: bigint[][] = [];
  for (const [i, row] of rows.entries()) {
    if (i % BREATH === 0) await new Promise(setImmediate);
    words.push(exact.step(row));
  }
  return words;
}

/** The digest that lies beside the bundle of this program; none where it runs from its sources. */
function programDigest(): string | undefined {
  try {
    return readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'digest'), 'utf8');
  } catch {
    return undefined;
  }
}
