import { join } from 'node:path';
import type { EmittedFile } from '../backends/backend.ts';
import type { HlsDialect } from '../backends/hls/dialect.ts';
import { hlsBackend } from '../backends/hls/index.ts';
import { scriptsBackend } from '../backends/scripts/scripts.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { benchVectors, type Compiled, compile, emit } from '../compile.ts';
import { type DesignOptions, loadDesign } from './load-design.ts';
import { benchRows } from './stimuli.ts';
import { print, printJson } from './terminal.ts';
import { writeFolder } from './write-files.ts';

export interface BuildOptions extends DesignOptions {
  readonly output?: string;
  readonly dialect: HlsDialect['name'];
  readonly json?: boolean;
}

/** Every file of a build, as text. */
export function filesOf(compiled: Compiled, dialect: HlsDialect['name']): EmittedFile[] {
  const { rows, count } = benchRows(compiled);
  return emit(
    compiled,
    [verilogBackend, hlsBackend(dialect), scriptsBackend(dialect)],
    benchVectors(compiled, rows, count),
  );
}

export async function buildCommand(argument: string, options: BuildOptions): Promise<void> {
  const compiled = compile(await loadDesign(argument, options));
  const files = filesOf(compiled, options.dialect);
  const folder = options.output ?? join('rtl-out', compiled.manifest.name);
  writeFolder(folder, files);
  if (options.json) return printJson({ folder, files: files.map((f) => f.path) });
  print(`${compiled.manifest.name}: ${files.length} files in ${folder}`);
  for (const file of files) print(`  ${file.path}`);
}
