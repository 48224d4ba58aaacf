import { type Cycles, runRows } from '../../latency.ts';
import { checkRows, pinsOf } from '../../ports.ts';
import { runProgram } from '../../process/rows-program.ts';
import { runTool } from '../../process/tool.ts';
import { which } from '../../process/which.ts';
import type { BuildJob, RunOptions, Simulation, Simulator } from '../../simulator.ts';
import { benchText } from './bench.ts';
import { checkWaveform, compileVerilog, INSTALL } from './program.ts';
import { buildStream } from './stream.ts';

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
    if (job.manifest.channels) return buildStream(job);
    const pins = pinsOf(job.manifest);
    const { program, dispose } = await compileVerilog(job, 'bitwright_bench', benchText(pins));
    return {
      async run(rows, count, options: RunOptions = {}) {
        checkRows(pins.inputs, rows, count);
        checkWaveform(options.waveform);
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
      dispose,
    };
  },
};
