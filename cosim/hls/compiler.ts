import { cp, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { cached } from '../cache/cache.ts';
import { digestOf } from '../cache/digest.ts';
import { readDesignFiles } from '../design-files.ts';
import { CosimError } from '../error.ts';
import { checkRows, pinsOf } from '../ports.ts';
import { runProgram } from '../process/rows-program.ts';
import { withScratch } from '../process/scratch.ts';
import { complaint, runTool } from '../process/tool.ts';
import type { BuildJob, Simulation, Simulator } from '../simulator.ts';
import { rowPins } from '../stream/beats.ts';
import { COMPILER_INSTALL, type Compiler, findCompiler, linkerOptions } from '../toolchain/compiler.ts';
import { compilationFailed, PREFIX, precompile } from '../toolchain/precompile.ts';

/** What the emitted C++ of one dialect is compiled with on this machine. */
export interface HlsLibrary {
  /** Name of the simulator that it makes. */
  readonly name: string;
  readonly summary: string;
  readonly install: string;
  /** The library's version, or undefined where it is not installed. */
  probe(): Promise<string | undefined>;
  /** The error for a library that is not installed. */
  missing(): CosimError;
  flags(): string[];
  /** Headers that are slow to read, and are precompiled once. */
  readonly headers: readonly string[];
  libraries(): string[];
  /** Further C++ that a program needs in order to link. */
  readonly glue: string;
}

/**
 * A simulator of the emitted C++: `<top>.cpp` is compiled with `<top>_rows.cpp`, whose `main` takes a file of packed input
 * rows and writes one of packed output rows, calling the top function once a row, from its reset state.
 */
export function hlsSimulator(library: HlsLibrary): Simulator {
  return {
    name: library.name,
    summary: library.summary,
    install: library.install,
    probe: () => library.probe(),
    async build(job: BuildJob): Promise<Simulation> {
      const pins = rowPins(pinsOf(job.manifest), job.manifest.channels);
      const folder = await buildProgram(library, job, pins.top);
      return {
        async run(rows, count, options = {}) {
          checkRows(pins.inputs, rows, count);
          if (options.waveform !== undefined)
            throw new CosimError('BW4102', 'compiled C++ has no waveform', 2, 'Ask a simulator of the Verilog for it.');
          return runProgram({
            simulator: library.name,
            command: (input, output) => [join(folder, 'program'), [String(count), input, output]],
            pins,
            rows,
            count,
            options,
          });
        },
        async dispose() {},
      };
    },
  };
}

/** The folder of the program, from the cache where it is there. */
async function buildProgram(library: HlsLibrary, job: BuildJob, top: string): Promise<string> {
  const listed = job.manifest.files.filter(({ kind }) => kind === 'hls' || kind === 'hls-testbench');
  const sources = [`${top}.cpp`, `${top}_rows.cpp`].map((name) => {
    const file = listed.find(({ path }) => basename(path) === name);
    if (file) return file.path;
    throw new CosimError('BW5105', `the manifest lists no emitted C++ file ${name}`, 2, 'Run `bitwright build` again.');
  });
  const files = await readDesignFiles(job, ['hls', 'hls-testbench']);
  const version = await library.probe();
  if (version === undefined) throw library.missing();
  const compiler = await findCompiler();
  const key = digestOf([
    version,
    compiler.path,
    compiler.version,
    JSON.stringify([libraryText(library), sources]),
    ...files.flatMap(({ path, text }) => [path, text]),
  ]);
  return cached(`${library.name}-program`, key, async (staging) => {
    job.progress?.(`compiling the C++ with ${version}`);
    const prefix = await prepareHeaders(library, compiler, version);
    await withScratch(async (scratch) => {
      const program = join(scratch, 'program');
      const includes = [...new Set(sources.map((path) => resolve(job.directory, dirname(path))))];
      const run = await runTool(
        compiler.path,
        [
          ...library.flags(),
          ...['-include', join(prefix, PREFIX)],
          ...includes.flatMap((folder) => ['-I', folder]),
          ...sources.map((path) => `./${path}`),
          join(prefix, 'glue.o'),
          ...['-o', program],
          ...linkerOptions()[0],
          ...library.libraries(),
        ],
        { cwd: job.directory, install: COMPILER_INSTALL },
      );
      if (!run.ok) throw compilationFailed(compiler, 'the emitted C++', complaint(run), 1);
      await cp(program, join(staging, 'program'));
    });
    return {};
  });
}

/** All that a library adds to a compilation. */
function libraryText(library: HlsLibrary): string {
  return JSON.stringify([library.flags(), library.headers, library.libraries(), library.glue]);
}

/** The folder with the precompiled header and the glue. */
function prepareHeaders(library: HlsLibrary, compiler: Compiler, version: string): Promise<string> {
  const key = digestOf([version, compiler.path, compiler.version, libraryText(library)]);
  return cached(`${library.name}-headers`, key, async (staging) => {
    const glue = join(staging, 'glue.cpp');
    await writeFile(glue, library.glue);
    const [sources, run] = await Promise.all([
      precompile(compiler, library.flags(), library.headers, staging),
      runTool(compiler.path, [...library.flags(), '-c', glue, '-o', join(staging, 'glue.o')]),
    ]);
    if (!run.ok) throw compilationFailed(compiler, library.name, complaint(run), 3);
    return { sources };
  });
}
