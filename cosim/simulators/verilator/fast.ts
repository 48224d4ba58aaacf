import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosimError } from '../../error.ts';
import { brokenRun } from '../../process/rows-program.ts';
import { complaint, runTool } from '../../process/tool.ts';
import type { Compiler } from '../../toolchain/compiler.ts';
import { compilationFailed, PREFIX } from '../../toolchain/precompile.ts';
import type { Bench } from './bench.ts';
import { MODEL, WRAPPER } from './harness.ts';
import { prepareRuntime } from './runtime.ts';

/** Options of Verilator that all builds share. */
export function verilatorOptions(bench: Bench, folder: string): string[] {
  return [
    '--cc',
    '-O3',
    // Compilers take more than linear time over a function: one of all a network's adders would cost minutes.
    '--output-split-cfuncs',
    '400',
    '--x-assign',
    'unique',
    '--x-initial',
    'unique',
    // The emitted text is linted elsewhere; a warning must not stop a simulation.
    '-Wno-fatal',
    '-Wno-lint',
    '--prefix',
    MODEL,
    '--top-module',
    WRAPPER,
    '--Mdir',
    folder,
    ...bench.variant.verilator,
    bench.wrapperFile,
    ...bench.designFiles.map((file) => `./${file}`),
  ];
}

/**
 * The quick build: Verilator's program called directly, all that it generates compiled as one translation unit against a
 * precompiled header, and linked with runtime objects that are there already. Leaves `program` in the folder.
 */
export async function buildFast(
  bench: Bench,
  direct: { readonly binary: string; readonly root: string },
  compiler: Compiler,
  version: string,
  folder: string,
): Promise<void> {
  const verilated = await runTool(direct.binary, verilatorOptions(bench, folder), {
    cwd: bench.directory,
    env: { VERILATOR_ROOT: direct.root },
  });
  if (verilated.signal) throw brokenRun('Verilator', verilated);
  if (!verilated.ok) throw rejected(complaint(verilated));
  const runtime = await prepareRuntime(compiler, version, direct.root, bench.variant, await runtimeSources(folder));
  const unit = join(folder, 'unit.cpp');
  const generated = (await readdir(folder)).filter((name) => name.startsWith(MODEL) && name.endsWith('.cpp')).sort();
  const includes = [...generated, bench.harnessFile].map((name) => `#include ${JSON.stringify(name)}\n`);
  await writeFile(unit, includes.join(''));
  const run = await runTool(compiler.path, [
    ...runtime.flags,
    '-include',
    join(runtime.folder, PREFIX),
    '-I',
    folder,
    unit,
    ...runtime.objects,
    '-o',
    join(folder, 'program'),
    `@${join(runtime.folder, 'link.rsp')}`,
  ]);
  if (!run.ok) throw compilationFailed(compiler, "Verilator's C++", complaint(run), 3);
}

/** The emitted text did not get through Verilator: that is for the emission to answer. */
export function rejected(lines: string): CosimError {
  return new CosimError('BW5103', `Verilator does not accept the emitted Verilog:\n${lines}`, 1);
}

/** The runtime files that a design needs, from the list that Verilator writes for make. */
async function runtimeSources(folder: string): Promise<string[]> {
  const list = await readFile(join(folder, `${MODEL}_classes.mk`), 'utf8');
  const sources = [...list.matchAll(/^VM_GLOBAL_\w+ \+=((?:.*\\\n)*.*)$/gm)]
    .flatMap(([, names]) => names.split(/[\s\\]+/))
    .filter((name) => name !== '');
  if (sources.length === 0) throw new CosimError('BW5102', `${MODEL}_classes.mk lists no runtime files`, 3);
  return sources;
}
