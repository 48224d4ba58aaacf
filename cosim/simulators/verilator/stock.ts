import { join } from 'node:path';
import { CosimError } from '../../error.ts';
import { complaint, runTool } from '../../process/tool.ts';
import type { Compiler } from '../../toolchain/compiler.ts';
import type { Bench } from './bench.ts';
import { rejected, verilatorOptions } from './fast.ts';
import { VERILATOR_INSTALL } from './toolset.ts';

/**
 * The build as Verilator's manual has it: `verilator --cc --exe --build`, which calls make. Slower, and independent of how
 * Verilator lays out its files. Leaves `program` in the folder, whose path must have no blanks (a limit of make).
 */
export async function buildStock(bench: Bench, wrapper: string, compiler: Compiler, folder: string): Promise<void> {
  const optimise = bench.variant.compiler.find((flag) => flag.startsWith('-O'));
  const run = await runTool(
    wrapper,
    [
      ...verilatorOptions(bench, folder),
      '--exe',
      '--build',
      ...['-j', '0'],
      join(folder, bench.harnessFile),
      ...['-MAKEFLAGS', `CXX=${compiler.path}`, '-MAKEFLAGS', `LINK=${compiler.path}`],
      ...['-MAKEFLAGS', `OPT_FAST=${optimise}`],
      ...['-o', 'program'],
    ],
    { cwd: bench.directory, install: VERILATOR_INSTALL },
  );
  if (run.ok) return;
  // Verilator reports a failure of make as an error of its own, in lines that say nothing else.
  const said = run.stderr.split('\n').filter((line) => !/^(%Error: )?(make|Command Failed)\b/.test(line));
  const lines = complaint({ ...run, stderr: said.join('\n') });
  if (!/^make(\[\d+\])?: \*\*\*/m.test(run.stderr)) throw rejected(lines);
  throw new CosimError(
    'BW5104',
    `Verilator's C++ did not compile:\n${lines}`,
    3,
    `Check make and the compiler: ${VERILATOR_INSTALL}`,
  );
}
