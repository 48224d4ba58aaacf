/** One co-simulation: every telling of a design over the same rows, compared bit for bit, and a failure made small. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareRows, type Mismatch } from '../../cosim/compare.ts';
import { minimise } from '../../cosim/minimise.ts';
import type { Simulation, Simulator } from '../../cosim/simulator.ts';
import type { Stimuli } from '../../cosim/vectors.ts';
import type { EmittedFile } from '../backends/backend.ts';
import { type Compiled, goldenOf } from '../compile.ts';
import { decodeType } from '../exact/decode.ts';
import { encodeExactType } from '../exact/encode.ts';
import { type GoldenModel, packedWords } from '../golden/golden.ts';
import { packRows, unpackRows } from '../golden/packing.ts';
import { inputsOf, outputsOf } from '../ir/ir.ts';
import { ExactModel } from '../ops/evaluate.ts';
import { cornersOf } from './stimuli.ts';
import { writeFolder } from './write-files.ts';

/** One telling and what the comparison with the golden model gave. */
export interface Verdict {
  readonly telling: string;
  /** Rows compared. */
  readonly rows: number;
  readonly wrongRows: number;
  readonly mismatches: readonly Mismatch[];
  readonly seconds: number;
  /** Words that the telling gave, for outputs of the first failing row. */
  readonly failure?: Failure;
}

/** The smallest failing stimulus that was found; rows from reset. */
export interface Failure {
  readonly rows: readonly (readonly bigint[])[];
  /** Of the last row: every output by this telling, by the golden model and by the exact meaning. */
  readonly actual: readonly bigint[];
  readonly golden: readonly bigint[];
  readonly exact: readonly bigint[];
}

export interface Check {
  readonly compiled: Compiled;
  readonly files: readonly EmittedFile[];
  readonly stimuli: Stimuli;
  readonly simulators: readonly Simulator[];
  /** Rows over which the exact meaning is evaluated, at most: it is slow, so a sample. */
  readonly exactRows: number;
  readonly waveform?: string;
  readonly progress?: (phrase: string) => void;
}

export interface CheckResult {
  readonly verdicts: readonly Verdict[];
  /** The golden model's result rows, packed. */
  readonly golden: Uint32Array;
}

export async function checkDesign(check: Check): Promise<CheckResult> {
  const { compiled, stimuli } = check;
  check.progress?.('running the golden model');
  const model = goldenOf(compiled);
  const golden = model.run(stimuli.rows, stimuli.count);
  const verdicts = [exactVerdict(check, model, golden)];
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-'));
  try {
    const directory = join(folder, 'build');
    writeFolder(directory, check.files);
    for (const simulator of check.simulators)
      verdicts.push(await simulated(check, simulator, directory, model, golden));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { verdicts, golden };
}

/** Exact against golden: rows from all over where there is no state, the first ones otherwise. */
function exactVerdict({ compiled, stimuli, exactRows }: Check, model: GoldenModel, golden: Uint32Array): Verdict {
  const started = performance.now();
  const [inWords, outWords] = [packedWords(model.inputs), packedWords(model.outputs)];
  const count = Math.min(stimuli.count, exactRows);
  const step = model.sequential ? 1 : spread(stimuli.count);
  const exact = new ExactModel(compiled.design);
  const outputs = outputsOf(compiled.design);
  const mismatches: Mismatch[] = [];
  let wrongRows = 0;
  for (let i = 0; i < count; i++) {
    const row = (i * step) % stimuli.count;
    const [inputs] = unpackRows(model.inputs, stimuli.rows.subarray(row * inWords, (row + 1) * inWords), 1);
    const [words] = unpackRows(model.outputs, golden.subarray(row * outWords, (row + 1) * outWords), 1);
    const meant = exact.step(inputs);
    const wrong = outputs.flatMap((port, p) => {
      const canonical = encodeExactType(decodeType(words[p], port.type), port.type);
      return meant[p] === words[p] || meant[p] === canonical
        ? []
        : [{ row, port: p, expected: words[p], actual: meant[p] }];
    });
    if (wrong.length > 0) wrongRows++;
    if (mismatches.length < 10) mismatches.push(...wrong);
  }
  return { telling: 'exact', rows: count, wrongRows, mismatches, seconds: (performance.now() - started) / 1000 };
}

/**
 * A step that visits every row, near the golden ratio of their number: however rows are ordered, a few thousand steps see
 * low bits and high bits in all their combinations, where an even step would see one value of the low bits only.
 */
function spread(count: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let step = Math.max(1, Math.round(count * 0.6180339887));
  while (gcd(step, count) !== 1) step++;
  return step;
}

async function simulated(
  check: Check,
  simulator: Simulator,
  directory: string,
  model: GoldenModel,
  golden: Uint32Array,
): Promise<Verdict> {
  const { compiled, stimuli, progress } = check;
  const started = performance.now();
  const simulation = await simulator.build({ manifest: manifestIn(check.files), directory, progress });
  try {
    const total = stimuli.count;
    const rows = await simulation.run(stimuli.rows, total, {
      progress: (done) => progress?.(`${simulator.name}: ${done} of ${total} rows`),
    });
    const { wrongRows, mismatches } = compareRows(model.outputs, golden, rows);
    const seconds = (performance.now() - started) / 1000;
    const verdict = { telling: simulator.name, rows: total, wrongRows, mismatches, seconds };
    const failure =
      wrongRows > 0 ? await shrink(compiled, simulation, stimuli, mismatches[0].row, progress) : undefined;
    if (check.waveform !== undefined) {
      const shown = failure ? packRows(model.inputs, failure.rows) : stimuli.rows;
      const count = failure ? failure.rows.length : Math.min(total, 1000);
      await simulation.run(shown.slice(0, count * packedWords(model.inputs)), count, { waveform: check.waveform });
    }
    return failure ? { ...verdict, failure } : verdict;
  } finally {
    await simulation.dispose();
  }
}

function manifestIn(files: readonly EmittedFile[]) {
  return JSON.parse((files.find((f) => f.path === 'manifest.json') as EmittedFile).text);
}

/** The first failing row (with all before it, where there is state), made as small as it goes. */
async function shrink(
  compiled: Compiled,
  simulation: Simulation,
  stimuli: Stimuli,
  row: number,
  progress?: (phrase: string) => void,
): Promise<Failure> {
  progress?.('shrinking the failure');
  const fresh = goldenOf(compiled);
  const stride = packedWords(fresh.inputs);
  const goldenRows = (rows: Uint32Array) => {
    fresh.reset();
    return fresh.run(rows, stride === 0 ? 1 : rows.length / stride);
  };
  const first = fresh.sequential ? 0 : row;
  const start = stimuli.rows.slice(first * stride, (row + 1) * stride);
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
  return {
    rows,
    actual: last(await simulation.run(small, count)),
    golden: last(goldenRows(small)),
    exact: meant[count - 1],
  };
}
