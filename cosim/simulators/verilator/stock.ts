import { join } from 'node:path';
import { CosimError } from '../../error.ts';
import { complaint, runTool } from '../../process/tool.ts';
import type { Bench } from './bench.ts';
import { rejected, verilatorOptions } from './fast.ts';
import { VERILATOR_INSTALL } from './toolset.ts';

/**
 * The build as Verilator's manual has it: `verilator --cc --exe --build`, which calls make. Slower, and independent of how
 * Verilator lays out its files. Leaves `program` in the folder, whose path must have no blanks (a limit of make).
 */
export async function buildStock(bench: Bench, wrapper: string, folder: string): Promise<void> {
  const optimise = bench.variant.compiler.find((flag) => flag.startsWith('-O')) ?? '-O1';
  const run = await runTool(
    wrapper,
    [
      ...verilatorOptions(bench, folder),
      '--exe',
      '--build',
      join(folder, bench.harnessFile),
      '-CFLAGS',
      optimise,
      '-o',
      'program',
    ],
    { cwd: bench.directory, install: VERILATOR_INSTALL },
  );
  if (run.ok) return;
  const lines = complaint(run);
  if (/^%Error: (?!make)/m.test(run.stderr)) throw rejected(lines);
  throw new CosimError(
    'BW5004',
    `Verilator's build failed:\n${lines}`,
    3,
    `Check make and the compiler: ${VERILATOR_INSTALL}`,
  );
}
