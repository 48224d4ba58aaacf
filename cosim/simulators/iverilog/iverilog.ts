import { writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readDesignFiles } from '../../design-files.ts';
import { CosimError } from '../../error.ts';
import { type Cycles, runRows } from '../../latency.ts';
import { checkRows, pinsOf } from '../../ports.ts';
import { runProgram } from '../../process/rows-program.ts';
import { makeScratch, removeScratch } from '../../process/scratch.ts';
import { complaint, missingTool, runTool } from '../../process/tool.ts';
import { which } from '../../process/which.ts';
import type { BuildJob, RunOptions, Simulation, Simulator } from '../../simulator.ts';
import { benchText } from './bench.ts';

const INSTALL = 'sudo apt-get install iverilog';

/** Icarus Verilog: event-driven, four states, so bits that are never driven show. */
export const iverilog: Simulator = {
  name: 'iverilog',
  summary: 'interpreted four-state simulation; slower, and sees undefined bits',
  install: INSTALL,
  async probe() {
    if (!which('iverilog') || !which('vvp')) return undefined;
    return (await runTool('iverilog', ['-V'])).stdout.split('\n')[0].replace(/\s*\(\)$/, '');
  },
  async build(job: BuildJob): Promise<Simulation> {
    const pins = pinsOf(job.manifest);
    const design = await readDesignFiles(job, ['verilog']);
    for (const tool of ['iverilog', 'vvp']) if (!which(tool)) throw missingTool(tool, INSTALL);
    const folder = await makeScratch();
    const bench = join(folder, 'bench.v');
    const program = join(folder, 'bench.vvp');
    await writeFile(bench, benchText(pins));
    job.progress?.('building with Icarus Verilog');
    const files = design.map(({ path }) => `./${path}`);
    const args = ['-g2005', '-s', 'bitwright_bench', '-o', program, bench, ...files];
    const run = await runTool('iverilog', args, { cwd: job.directory, install: INSTALL });
    if (!run.ok) {
      await removeScratch(folder);
      throw new CosimError('BW5103', `Icarus Verilog does not accept the emitted Verilog:\n${complaint(run)}`, 1);
    }
    return {
      async run(rows, count, options: RunOptions = {}) {
        checkRows(pins.inputs, rows, count);
        if (options.waveform !== undefined && extname(options.waveform) !== '.vcd')
          throw new CosimError(
            'BW4102',
            `${options.waveform} is not a kind of waveform that Icarus Verilog writes`,
            2,
            'Name a .vcd file.',
          );
        const cycles: Cycles = (rows, count, options) =>
          runProgram({
            simulator: 'Icarus Verilog',
            command: (input, output, waveform) => [
              'vvp',
              [
                '-n',
                program,
                `+count=${count}`,
                `+input=${input}`,
                `+output=${output}`,
                ...(waveform ? [`+wave=${waveform}`] : []),
              ],
            ],
            pins,
            rows,
            count,
            options,
          });
        return runRows(pins, cycles, rows, count, options);
      },
      dispose: () => removeScratch(folder),
    };
  },
};
