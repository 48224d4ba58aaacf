import { writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readDesignFiles } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import { makeScratch, removeScratch } from '../../process/scratch.ts';
import { complaint, missingTool, runTool } from '../../process/tool.ts';
import { which } from '../../process/which.ts';
import type { BuildJob } from '../../simulator.ts';

export const INSTALL = 'sudo apt-get install iverilog';

/** A design and its bench, compiled: a file for `vvp`. */
export interface Program {
  readonly program: string;
  dispose(): Promise<void>;
}

/** @throws CosimError BW5101 where Icarus is missing, BW5103 where it does not accept the text. */
export async function compileVerilog(job: BuildJob, top: string, benchText: string): Promise<Program> {
  const design = await readDesignFiles(job, ['verilog']);
  for (const tool of ['iverilog', 'vvp']) if (!which(tool)) throw missingTool(tool, INSTALL);
  const folder = await makeScratch();
  const bench = join(folder, 'bench.v');
  const program = join(folder, 'bench.vvp');
  await writeFile(bench, benchText);
  job.progress?.('building with Icarus Verilog');
  const files = design.map(({ path }) => `./${path}`);
  const args = ['-g2005', '-s', top, '-o', program, bench, ...files];
  const run = await runTool('iverilog', args, { cwd: job.directory, install: INSTALL });
  if (!run.ok) {
    await removeScratch(folder);
    throw new CosimError('BW5103', `Icarus Verilog does not accept the emitted Verilog:\n${complaint(run)}`, 1);
  }
  return { program, dispose: () => removeScratch(folder) };
}

/** @throws CosimError BW4102 for a kind of file that Icarus does not write. */
export function checkWaveform(waveform: string | undefined): void {
  if (waveform !== undefined && extname(waveform) !== '.vcd')
    throw new CosimError(
      'BW4102',
      `${waveform} is not a kind of waveform that Icarus Verilog writes`,
      2,
      'Name a .vcd file.',
    );
}
