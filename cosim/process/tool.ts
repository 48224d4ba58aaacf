import { execa } from 'execa';
import { CosimError } from '../error.ts';

/** How an external program ended. */
export interface ToolRun {
  readonly stdout: string;
  readonly stderr: string;
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: string | undefined;
  readonly ok: boolean;
}

export interface ToolOptions {
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** What to do where the program does not exist, for the error's help. */
  readonly install?: string;
}

/**
 * Runs a program to its end, with arguments as an array and no shell. An exit code other than 0 is an answer, not an error.
 * @throws CosimError BW5101 (exit 3) where the program does not exist, BW5102 (exit 3) where it cannot be started.
 */
export async function runTool(file: string, args: readonly string[], options: ToolOptions = {}): Promise<ToolRun> {
  const { cwd, env } = options;
  const result = await execa(file, args, { cwd, env, reject: false, stdin: 'ignore', stripFinalNewline: true });
  const started = result.exitCode !== undefined || result.signal !== undefined;
  if (!started && result.code === 'ENOENT') throw missingTool(file, options.install);
  if (!started)
    throw new CosimError('BW5102', `${file} could not be started: ${result.shortMessage}`, 3, options.install);
  return {
    stdout: result.stdout,
    stderr: result.stderr,
    exitCode: result.exitCode,
    signal: result.signal,
    ok: result.exitCode === 0,
  };
}

/** The error for a program that is not installed. `install` is the command that installs it. */
export function missingTool(name: string, install: string | undefined): CosimError {
  return new CosimError('BW5101', `${name} is not installed, or not in PATH`, 3, install && `Install it: ${install}`);
}

/** How a run ended, in words: `exit code 3`, `signal SIGKILL`. */
export function ending(run: ToolRun): string {
  return run.signal ? `signal ${run.signal}` : `exit code ${run.exitCode}`;
}

/** Characters of one line that are worth showing; compilers print whole template instantiations. */
const LINE = 300;

/** The first lines of a tool's complaint that say something: those with "error" first, else whatever there is. */
export function complaint(run: ToolRun, lines = 6): string {
  const all = (run.stderr.trim() === '' ? run.stdout : run.stderr).split('\n').filter((line) => line.trim() !== '');
  const first = all.findIndex((line) => /error|undefined reference|cannot find/i.test(line));
  const chosen = all.slice(Math.max(first, 0), Math.max(first, 0) + lines);
  return chosen.map((line) => (line.length > LINE ? `${line.slice(0, LINE)}...` : line)).join('\n');
}
