import { join, resolve } from 'node:path';
import { CosimError } from '../error.ts';
import { rowWords } from '../ports.ts';
import { brokenRun, undefinedOutputs } from '../process/rows-program.ts';
import { withScratch } from '../process/scratch.ts';
import { runTool } from '../process/tool.ts';
import { readWords, writeWords } from '../process/words-file.ts';
import { Random } from '../vectors/random.ts';
import { resultUnit, type StreamLayout } from './layout.ts';
import type { Traffic } from './traffic.ts';
import type { BrokenRule, ResetEvent, Transcript } from './transcript.ts';

/** What a program that is sender and receiver around a design is told. All paths are absolute. */
export interface StreamArguments {
  readonly count: number;
  readonly input: string;
  readonly output: string;
  /** For the cycles of accepted beats. */
  readonly times: string;
  /** State of the random generator. */
  readonly state: readonly [number, number, number, number];
  readonly traffic: Traffic;
  readonly waveform: string | undefined;
}

export interface StreamJob {
  /** For messages: `Verilator`. */
  readonly simulator: string;
  readonly command: (given: StreamArguments) => readonly [program: string, args: string[]];
  readonly layout: StreamLayout;
  /** All rows, as beats of wires. */
  readonly beats: Uint32Array;
  readonly count: number;
  readonly traffic: Traffic;
  readonly waveform: string | undefined;
}

/**
 * Runs such a program and reads what it saw.
 * @throws CosimError BW4103 where it is killed or fails, BW4104 where it leaves too few results, BW4105 where it says
 * `undefined outputs in beat N`.
 */
export function runStreamProgram(job: StreamJob): Promise<Transcript> {
  const { simulator, layout, beats, count, traffic, waveform } = job;
  return withScratch(async (folder) => {
    const [input, output, times] = ['beats', 'results', 'times'].map((name) => join(folder, name));
    await writeWords(input, beats);
    const state = new Random(traffic.seed).state();
    const [program, args] = job.command({
      count,
      input,
      output,
      times,
      state,
      traffic,
      waveform: waveform === undefined ? undefined : resolve(waveform),
    });
    const run = await runTool(program, args, { cwd: folder });
    if (!run.ok) throw brokenRun(simulator, run);
    const undefinedBeat = /^undefined outputs in beat (\d+)/m.exec(run.stdout)?.[1];
    if (undefinedBeat !== undefined) throw undefinedOutputs(simulator, Number(undefinedBeat), resultUnit(layout));
    const transcript = await readTranscript(run.stdout, output, times, rowWords(layout.output.wires));
    if (!transcript)
      throw new CosimError('BW4104', `the simulation under ${simulator} left fewer results than it counted`, 3);
    return transcript;
  });
}

/** The events of standard output, the results with their cycles, and the cycle of each accepted beat. */
async function readTranscript(
  events: string,
  output: string,
  times: string,
  words: number,
): Promise<Transcript | undefined> {
  const end = /^end (\d+) (\d+) (\d+)$/m.exec(events);
  if (!end) return undefined;
  const [cycles, accepted, delivered] = end.slice(1).map(Number);
  const stamped = await readWords(output, delivered * (words + 1));
  const acceptedAt = await readWords(times, accepted);
  if (!stamped || !acceptedAt) return undefined;
  const results = new Uint32Array(delivered * words);
  const deliveredAt = new Uint32Array(delivered);
  for (let k = 0, at = 0; k < delivered; k++, at += words + 1) {
    deliveredAt[k] = stamped[at];
    results.set(stamped.subarray(at + 1, at + 1 + words), k * words);
  }
  const resets: ResetEvent[] = [];
  const broken: BrokenRule[] = [];
  for (const [, what, ...numbers] of events.matchAll(/^(reset|broken \w+) (\d+) (\d+)(?: (\d+))?$/gm)) {
    const [cycle, ...counts] = numbers.map(Number);
    if (what === 'reset') resets.push({ cycle, accepted: counts[0], delivered: counts[1] });
    else broken.push({ rule: what.slice('broken '.length) as BrokenRule['rule'], cycle, delivered: counts[0] });
  }
  return { results, deliveredAt, acceptedAt, resets, broken, cycles };
}
