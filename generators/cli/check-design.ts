/** One co-simulation: every telling of a design over the same rows, compared bit for bit, and a failure made small. */
import { join } from 'node:path';
import { compareRows, type Mismatch } from '../../cosim/compare.ts';
import { withScratch } from '../../cosim/process/scratch.ts';
import type { Simulation, Simulator } from '../../cosim/simulator.ts';
import { listed as listedRows, type RowSource } from '../../cosim/vectors/made.ts';
import type { Stimuli } from '../../cosim/vectors.ts';
import type { EmittedFile } from '../backends/backend.ts';
import { type Compiled, goldenOf } from '../compile.ts';
import { type GoldenPort, packedWords } from '../golden/golden.ts';
import { packRows } from '../golden/packing.ts';
import type { Manifest } from '../manifest.ts';
import { checkStream, type StreamFinding } from './check-stream.ts';
import { exactVerdict, rowAt } from './exact-verdict.ts';
import { type Failure, shrinkFailure } from './shrink-failure.ts';
import { progressOf, type Say, streamed } from './streamed.ts';
import { writeFolder } from './write-files.ts';

/** One telling and what the comparison with the golden model gave. */
export interface Verdict {
  readonly telling: string;
  /** Rows compared. */
  readonly rows: number;
  readonly wrongRows: number;
  readonly mismatches: readonly Mismatch[];
  readonly seconds: number;
  /** The words of this telling come from an earlier run of the same code over the same rows. */
  readonly kept?: boolean;
  /** Words that the telling gave, for outputs of the first failing row. */
  readonly failure?: Failure;
  /** Of designs with a handshake: what was done to it. Then `wrongRows` is 1 where anything was wrong. */
  readonly stream?: StreamFinding;
  /** Where not all rows were compared: which ones were, in words. */
  readonly sample?: string;
}

/** A second simulator that looks at some of the rows, and at those that were found wrong. */
export interface Referee {
  readonly simulator: Simulator;
  /** The rows, with these among them. */
  rows(wrong: Uint32Array): Stimuli;
  readonly sample: string;
}

export interface Check {
  readonly compiled: Compiled;
  readonly files: readonly EmittedFile[];
  readonly stimuli: Stimuli | RowSource;
  /** For gaps, stalls and resets of a handshake; 1 without. */
  readonly seed?: number;
  readonly simulators: readonly Simulator[];
  readonly referee?: Referee;
  /** Rows over which the exact meaning is evaluated, at most: it is slow, so a sample. */
  readonly exactRows: number;
  readonly waveform?: string;
  readonly progress?: (phrase: string) => void;
}

export interface CheckResult {
  readonly verdicts: readonly Verdict[];
  /** The golden model's result rows, packed; made when they are first asked for. */
  golden(): Uint32Array;
}

/** All rows in memory, with what the golden model makes of them. */
interface Listed {
  readonly rows: Uint32Array;
  readonly count: number;
  readonly golden: Uint32Array;
  readonly outputs: readonly GoldenPort[];
}

export async function checkDesign(check: Check): Promise<CheckResult> {
  const { compiled, stimuli, referee } = check;
  let known: Listed | undefined;
  const listed = () => {
    known ??= listRows(compiled, stimuli);
    return known;
  };
  const verdicts = await withScratch(async (folder) => {
    const directory = join(folder, 'build');
    writeFolder(directory, check.files);
    const builds = check.simulators.map((simulator) => startBuild(check, simulator, directory));
    const second = referee && startBuild(check, referee.simulator, directory);
    check.progress?.('evaluating exactly');
    const all = [await exactVerdict(compiled, stimuli, check.exactRows)];
    // Waveforms are the referee's, where there is one.
    const first = referee ? { ...check, waveform: undefined } : check;
    for (const build of builds) all.push(...(await simulated(first, build, listed)));
    if (!referee || !second) return all;
    const rows = referee.rows(wrongRowsOf(all, compiled, stimuli));
    const some = { ...check, stimuli: rows };
    const found = await simulated(some, { ...second, started: performance.now() }, () => listRows(compiled, rows));
    return [...all, ...found.map((verdict) => ({ ...verdict, sample: referee.sample }))];
  });
  return { verdicts, golden: () => listed().golden };
}

function listRows(compiled: Compiled, stimuli: Stimuli | RowSource): Listed {
  const model = goldenOf(compiled);
  const rows = 'recipe' in stimuli ? listedRows(stimuli) : stimuli.rows;
  return { rows, count: stimuli.count, golden: model.run(rows, stimuli.count), outputs: model.outputs };
}

/** A build on its way while other things are done. */
interface Build {
  readonly simulator: Simulator;
  readonly simulation: Promise<Simulation>;
  readonly started: number;
}

function startBuild({ files, progress }: Check, simulator: Simulator, directory: string): Build {
  const simulation = simulator.build({ manifest: manifestIn(files), directory, progress });
  // Who waits for it sees the failure; until then it is not unhandled.
  simulation.catch(() => {});
  return { simulator, simulation, started: performance.now() };
}

async function simulated(check: Check, build: Build, listed: () => Listed): Promise<Verdict[]> {
  const { compiled, stimuli, seed = 1, progress, waveform } = check;
  const { simulator, started } = build;
  const simulation = await build.simulation;
  try {
    if (simulation.stream) {
      const [manifest, model] = [manifestIn(check.files), goldenOf(compiled)];
      return await checkStream({ manifest, stimuli: listed(), seed, simulator, simulation, model, waveform, progress });
    }
    const say = progressOf(simulator.name, progress);
    const { check: inPlace } = simulation;
    const found =
      'recipe' in stimuli && inPlace
        ? await streamed(compiled, stimuli, simulation, inPlace, say)
        : await compared(simulation, listed(), say);
    const seconds = (performance.now() - started) / 1000;
    const verdict = { telling: simulator.name, rows: stimuli.count, ...found, seconds };
    if (found.wrongRows > 0) progress?.('shrinking the failure');
    const failure =
      found.wrongRows > 0
        ? await shrinkFailure(compiled, simulation, failingRows(compiled, stimuli, found.mismatches[0].row))
        : undefined;
    if (waveform !== undefined) await drawWaveform(compiled, stimuli, simulation, waveform, failure);
    return [failure ? { ...verdict, failure } : verdict];
  } finally {
    await simulation.dispose();
  }
}

async function compared(simulation: Simulation, { rows, count, golden, outputs }: Listed, progress: Say) {
  const { wrongRows, mismatches } = compareRows(outputs, golden, await simulation.run(rows, count, { progress }));
  return { wrongRows, mismatches };
}

/** The rows without state that some telling has wrong, as far as they are named. */
function wrongRowsOf(verdicts: readonly Verdict[], compiled: Compiled, stimuli: Stimuli | RowSource): Uint32Array {
  const stride = packedWords(goldenOf(compiled).inputs);
  const numbers = new Set(verdicts.flatMap(({ mismatches }) => mismatches.map(({ row }) => row)));
  return Uint32Array.from([...numbers].flatMap((row) => [...rowAt(stimuli, row, stride)]));
}

/** The failing row, with all before it where there is state. */
function failingRows(compiled: Compiled, stimuli: Stimuli | RowSource, row: number): Uint32Array {
  const { inputs, sequential } = goldenOf(compiled);
  const first = sequential ? 0 : row;
  const stride = packedWords(inputs);
  return 'recipe' in stimuli
    ? stimuli.rows(first, row + 1 - first)
    : stimuli.rows.slice(first * stride, (row + 1) * stride);
}

async function drawWaveform(
  compiled: Compiled,
  stimuli: Stimuli | RowSource,
  simulation: Simulation,
  waveform: string,
  failure: Failure | undefined,
): Promise<void> {
  const { inputs } = goldenOf(compiled);
  const count = failure?.rows.length ?? Math.min(stimuli.count, 1000);
  const first = () =>
    'recipe' in stimuli ? stimuli.rows(0, count) : stimuli.rows.slice(0, count * packedWords(inputs));
  await simulation.run(failure ? packRows(inputs, failure.rows) : first(), count, { waveform });
}

function manifestIn(files: readonly EmittedFile[]): Manifest {
  return JSON.parse((files.find((f) => f.path === 'manifest.json') as EmittedFile).text);
}
