/** Runs the tools that the emitted text is for. Each answers all that the tool printed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { EmittedFile } from '../../backend.ts';

export function isInstalled(tool: string): boolean {
  return spawnSync(tool, ['-V']).error === undefined;
}

/** A folder with these files, removed after `body`. */
export function inFolder<T>(files: readonly EmittedFile[], body: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-verilog-'));
  try {
    for (const file of files) {
      const path = join(folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Standard output and error of a command that may fail. */
export function output(folder: string, command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (done.error) throw done.error;
  return `${done.stdout}${done.stderr}${done.status === 0 ? '' : `exit ${done.status}`}`;
}

const sources = (files: readonly EmittedFile[], folder: string) =>
  files.map((f) => f.path).filter((path) => path.startsWith(folder) && path.endsWith('.v'));

/** What `verilator --lint-only -Wall` says of the modules, and of them with the test bench: nothing, if all is well. */
export function verilatorLint(files: readonly EmittedFile[], top: string): string {
  const rtl = sources(files, 'rtl/');
  const bench = sources(files, 'tb/');
  return inFolder(files, (folder) =>
    [
      output(folder, 'verilator', ['--lint-only', '-Wall', '--top-module', top, ...rtl]),
      output(folder, 'verilator', ['--lint-only', '--timing', '-Wall', '--top-module', `${top}_tb`, ...bench, ...rtl]),
    ].join(''),
  );
}

/** Warnings of Icarus, then what the test bench prints. */
export function icarusRun(files: readonly EmittedFile[]): string {
  const all = [...sources(files, 'tb/'), ...sources(files, 'rtl/')];
  return inFolder(files, (folder) =>
    [
      output(folder, 'iverilog', ['-g2005', '-Wall', '-o', 'bench.vvp', ...all]),
      output(folder, 'vvp', ['-n', 'bench.vvp']),
    ].join(''),
  );
}

/** Builds the test bench with Verilator and runs it from another folder. */
export function verilatorRun(files: readonly EmittedFile[], top: string): { build: string; run: string } {
  const all = [...sources(files, 'tb/'), ...sources(files, 'rtl/')];
  return inFolder(files, (folder) => {
    const args = ['--binary', '--timing', '-Wall', '--top-module', `${top}_tb`, '-CFLAGS', '-O0', ...all];
    const build = output(folder, 'verilator', args);
    const vectors = `+vectors=${join(folder, `tb/${top}_vectors.hex`)}`;
    const run = execFileSync(join(folder, `obj_dir/V${top}_tb`), [vectors], { cwd: tmpdir(), encoding: 'utf8' });
    return { build, run };
  });
}
