import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DesignFile } from '../design-files.ts';
import { CosimError } from '../error.ts';
import { withScratch } from '../process/scratch.ts';
import { complaint, ending, runTool } from '../process/tool.ts';
import { which } from '../process/which.ts';
import { loadYosys } from '../simulators/yosys/read.ts';

/** A Yosys that can run a script over Verilog files. */
export interface YosysTool {
  /** `yosys` of PATH, or the WebAssembly build that npm brings. */
  readonly name: 'yosys' | '@yowasp/yosys';
  readonly version: string;
  /**
   * Reads the files, runs the commands of `script`, and gives back the file `result` that they wrote.
   * @throws CosimError BW5107 where Yosys ends with an error
   */
  run(files: readonly DesignFile[], script: string, result: string, progress?: Progress): Promise<string>;
}

type Progress = (phrase: string) => void;

/**
 * The Yosys of PATH, which is two to four times faster, else the one that npm brings.
 * @throws CosimError BW5101 (exit 3) where there is neither
 */
export async function findYosys(): Promise<YosysTool> {
  return (await nativeYosys()) ?? npmYosys();
}

/** Undefined where no working `yosys` is in PATH. */
export async function nativeYosys(): Promise<YosysTool | undefined> {
  const program = which('yosys');
  if (!program) return undefined;
  const probe = await runTool(program, ['-V']);
  if (!probe.ok) return undefined;
  return {
    name: 'yosys',
    version: probe.stdout.split('\n')[0],
    run: (files, script, result) =>
      withScratch(async (scratch) => {
        const folder = join(scratch, 'work');
        await mkdir(folder);
        for (const [k, { text }] of files.entries()) await writeFile(join(folder, plainName(k)), text);
        const run = await runTool(program, ['-q', '-p', `${readCommand(files)}; ${script}`], { cwd: folder });
        if (!run.ok) throw synthesisFailed(ending(run), complaint(run), files);
        return readFile(join(folder, result), 'utf8');
      }),
  };
}

/** @throws CosimError BW5101 where the package cannot be loaded */
export async function npmYosys(): Promise<YosysTool> {
  const yosys = await loadYosys();
  return {
    name: '@yowasp/yosys',
    version: `Yosys ${yosys.version} (@yowasp/yosys)`,
    async run(files, script, result, progress) {
      const log = new Log(progress);
      const listen = (bytes: Uint8Array | null) => log.add(bytes);
      const tree = Object.fromEntries(files.map(({ text }, k) => [plainName(k), text]));
      try {
        const args = ['-p', `${readCommand(files)}; ${script}`];
        const made = await yosys.runYosys(args, tree, { stdout: listen, stderr: listen });
        return String(made?.[result]);
      } catch (error) {
        if (!(error instanceof yosys.Exit)) throw error;
        const run = { stdout: log.end(), stderr: '', exitCode: error.code, signal: undefined, ok: false };
        throw synthesisFailed(ending(run), complaint(run), files);
      }
    },
  };
}

/** Names of ours: paths may hold what has a meaning in a Yosys script. */
function plainName(k: number): string {
  return `file${k}.v`;
}

function readCommand(files: readonly DesignFile[]): string {
  return `read_verilog ${files.map((_, k) => plainName(k)).join(' ')}`;
}

/** Exit 1: the text that Yosys refused is ours to answer for. */
function synthesisFailed(how: string, lines: string, files: readonly DesignFile[]): CosimError {
  const named = lines.replace(/\bfile(\d+)\.v\b/g, (name, k) => files[Number(k)]?.path ?? name);
  return new CosimError('BW5107', `synthesis by Yosys ended with ${how}${named && `:\n${named}`}`, 1);
}

/** Lines of the log that are kept for a complaint; a log may have millions. */
const KEPT_LINES = 20;

/** The log of a run: its last lines are kept, and each pass that starts is told. */
class Log {
  readonly #progress: Progress | undefined;
  readonly #decoder = new TextDecoder();
  #lines: string[] = [];
  #open = '';

  constructor(progress: Progress | undefined) {
    this.#progress = progress;
  }

  add(bytes: Uint8Array | null): void {
    if (!bytes) return;
    const lines = (this.#open + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#open = lines.pop() ?? '';
    for (const line of lines) {
      const pass = /^[\d.]+ Executing (\w+)/.exec(line)?.[1];
      if (pass) this.#progress?.(`synthesising: ${pass.toLowerCase()}`);
    }
    this.#lines = [...this.#lines, ...lines].slice(-KEPT_LINES);
  }

  end(): string {
    return [...this.#lines, this.#open].join('\n');
  }
}
