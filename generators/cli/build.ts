import { join } from 'node:path';
import type { EmittedFile } from '../backends/backend.ts';
import { hlsBackend } from '../backends/hls/index.ts';
import { type ProjectOptions, projectBackend } from '../backends/project/project.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { benchVectors, type Compiled, emit } from '../compile.ts';
import { compileArgument, type HardwareOptions } from './compile-design.ts';
import { benchRows } from './stimuli.ts';
import { print, printJson } from './terminal.ts';
import { writeFolder } from './write-files.ts';

export interface BuildOptions extends HardwareOptions, Omit<ProjectOptions, 'mhz'> {
  readonly output?: string;
  readonly json?: boolean;
}

/** Every file of a build, as text. */
export function filesOf(compiled: Compiled, options: ProjectOptions): EmittedFile[] {
  const { rows, count } = benchRows(compiled);
  return emit(
    compiled,
    [verilogBackend, hlsBackend(options.dialect), projectBackend(options)],
    benchVectors(compiled, rows, count),
  );
}

export async function buildCommand(argument: string, options: BuildOptions): Promise<void> {
  const compiled = await compileArgument(argument, options);
  const { dialect, target, freq } = options;
  const files = filesOf(compiled, { dialect, target, mhz: freq === undefined ? undefined : Number(freq) });
  const folder = options.output ?? join('rtl-out', compiled.manifest.name);
  writeFolder(folder, files);
  if (options.json) return printJson({ folder, files: files.map((f) => f.path) });
  print(`${compiled.manifest.name}: ${files.length} files in ${folder}`);
  for (const file of files) print(`  ${file.path}`);
}
