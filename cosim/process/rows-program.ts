import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CosimError } from '../error.ts';
import { type Pins, rowWords } from '../ports.ts';
import type { RunOptions } from '../simulator.ts';
import { withScratch } from './scratch.ts';
import { complaint, ending, runTool, type ToolRun } from './tool.ts';
import { readWords, writeWords } from './words-file.ts';

/** How often the growing output file is looked at, where somebody wants to see progress. */
const PROGRESS_MS = 200;

export interface ProgramJob {
  /** For messages: `Verilator`. */
  readonly simulator: string;
  /** Program and arguments that make `output` from `input`, and a waveform where one is wanted. All paths are absolute. */
  command(input: string, output: string, waveform: string | undefined): readonly [program: string, args: string[]];
  readonly pins: Pins;
  readonly rows: Uint32Array;
  readonly count: number;
  readonly options: RunOptions;
}

/**
 * Runs rows through a program that reads and writes files of packed rows.
 * @throws CosimError BW4103 where it is killed or fails, BW4104 where it ends well and leaves too few results,
 * BW4105 where it says `undefined outputs in row N`.
 */
export function runProgram(job: ProgramJob): Promise<Uint32Array> {
  const { simulator, pins, rows, count, options } = job;
  return withScratch(async (folder) => {
    const input = join(folder, 'rows');
    const output = join(folder, 'results');
    await writeWords(input, rows);
    const [program, args] = job.command(input, output, options.waveform && resolve(options.waveform));
    const stride = rowWords(pins.outputs) * 4;
    const run = await watched(output, stride, count, options, () => runTool(program, args, { cwd: folder }));
    if (!run.ok) throw brokenRun(simulator, run);
    const undefinedRow = /^undefined outputs in row (\d+)/m.exec(run.stdout)?.[1];
    if (undefinedRow !== undefined) throw undefinedOutputs(simulator, Number(undefinedRow));
    const results = await readWords(output, rowWords(pins.outputs) * count);
    if (!results) throw shortResults(simulator, count);
    options.progress?.(count, count);
    return results;
  });
}

/** Reports progress from the size of the output file while `body` runs. */
async function watched<T>(
  output: string,
  bytesPerRow: number,
  count: number,
  options: RunOptions,
  body: () => Promise<T>,
): Promise<T> {
  const { progress } = options;
  if (!progress) return body();
  const timer = setInterval(async () => {
    const info = await stat(output).catch(() => undefined);
    if (info) progress(Math.min(count, Math.floor(info.size / bytesPerRow)), count);
  }, PROGRESS_MS);
  try {
    return await body();
  } finally {
    clearInterval(timer);
  }
}

export function brokenRun(simulator: string, run: ToolRun): CosimError {
  const said = complaint(run);
  const help = run.signal
    ? 'Run it again; if it is killed again, look for memory or time limits of this machine.'
    : 'Run it again with another --simulator to see whether the design or the tool is at fault.';
  const message = `the simulation under ${simulator} ended early with ${ending(run)}${said && `:\n${said}`}`;
  return new CosimError('BW4103', message, run.signal ? 3 : 1, help);
}

/** Outputs of neither 0 nor 1, which a simulator of two states cannot see. `number` counts from 0. */
export function undefinedOutputs(simulator: string, number: number, unit = 'row'): CosimError {
  return new CosimError(
    'BW4105',
    `${simulator} finds undefined output bits (x or z) in ${unit} ${number}, counted from 0`,
    1,
  );
}

function shortResults(simulator: string, count: number): CosimError {
  const message = `the simulation under ${simulator} left fewer results than the ${count} rows that it was given`;
  return new CosimError('BW4104', message, 3, 'Check the free space of the temporary folder, and run it again.');
}
