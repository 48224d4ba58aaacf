import { join } from 'node:path';
import type { EmittedFile } from '../backends/backend.ts';
import { hlsBackend } from '../backends/hls/index.ts';
import { type ProjectOptions, projectBackend } from '../backends/project/project.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { benchVectors, type Compiled, compile, emit, withInterface } from '../compile.ts';
import type { Handshake } from '../manifest.ts';
import { type DesignOptions, loadDesign } from './load-design.ts';
import { benchRows } from './stimuli.ts';
import { print, printJson } from './terminal.ts';
import { type TimingOptions, timingRequest } from './timing-options.ts';
import { writeFolder } from './write-files.ts';

export interface BuildOptions extends DesignOptions, TimingOptions, Omit<ProjectOptions, 'mhz'> {
  readonly interface: Handshake;
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
  const compiled = withInterface(
    compile(await loadDesign(argument, options), timingRequest(options)),
    options.interface,
  );
  const { dialect, target, freq } = options;
  const files = filesOf(compiled, { dialect, target, mhz: freq === undefined ? undefined : Number(freq) });
  const folder = options.output ?? join('rtl-out', compiled.manifest.name);
  writeFolder(folder, files);
  if (options.json) return printJson({ folder, files: files.map((f) => f.path) });
  print(`${compiled.manifest.name}: ${files.length} files in ${folder}`);
  for (const file of files) print(`  ${file.path}`);
}
