import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkBlocks } from '../../check-blocks.ts';
import { readDesignFiles } from '../../design-files.ts';
import { type Cycles, runRows } from '../../latency.ts';
import { checkRows, pinsOf } from '../../ports.ts';
import { BlockProgram } from '../../process/block-program.ts';
import { runProgram } from '../../process/rows-program.ts';
import { which } from '../../process/which.ts';
import type { BuildJob, RunOptions, Simulation, Simulator } from '../../simulator.ts';
import { type BenchSource, buildBench } from './bench.ts';
import { harnessText, wrapperText } from './harness.ts';
import { buildStream } from './stream.ts';
import { findVerilator, VERILATOR_INSTALL } from './toolset.ts';
import { tracingVariant, VARIANTS, type Variant } from './variant.ts';

/** From so many rows on, building many copies side by side takes less time than it saves. */
const LANES_FROM_ROWS = 1 << 23;

/** From so many rows on, every processor runs a copy of the program. */
const PARALLEL_FROM_ROWS = 1 << 20;

/** Designs with more text than this are not copied: the compiler would take longer than the run. */
const LANES_TEXT = 20_000;

/** Verilator: the Verilog becomes C++, compiled and run. */
export const verilator: Simulator = {
  name: 'verilator',
  summary: 'compiled two-state simulation; the fastest, and the default',
  install: VERILATOR_INSTALL,
  async probe() {
    return which('verilator') && (await findVerilator()).version;
  },
  async build(job: BuildJob): Promise<Simulation> {
    if (job.manifest.channels) return buildStream(job);
    const pins = pinsOf(job.manifest);
    const design = await readDesignFiles(job, ['verilog']);
    const surroundings = (variant: Variant) => ({
      wrapper: wrapperText(pins, variant.lanes),
      harness: harnessText(pins, variant),
    });
    const source: BenchSource = { surroundings, design, directory: job.directory, progress: job.progress };
    const copyable = pins.clock === undefined && design.reduce((sum, { text }) => sum + text.length, 0) <= LANES_TEXT;
    // Built now, so that a broken design is found here; other variants follow when a run asks for them.
    await buildBench(source, VARIANTS.plain);
    return {
      async run(rows, count, options = {}) {
        checkRows(pins.inputs, rows, count);
        const folder = await buildBench(source, variantFor(copyable, count, options));
        const cycles: Cycles = (rows, count, options) =>
          runProgram({
            simulator: 'Verilator',
            command: (input, output, waveform) => [
              join(folder, 'program'),
              ['run', String(count), input, output, ...(waveform ? [waveform] : [])],
            ],
            pins,
            rows,
            count,
            options,
          });
        return runRows(pins, cycles, rows, count, options);
      },
      async check(rows, options) {
        const folder = await buildBench(source, variantFor(copyable, rows.count, {}));
        const parallel = pins.clock === undefined && rows.count >= PARALLEL_FROM_ROWS ? availableParallelism() : 1;
        const start = () => new BlockProgram('Verilator', join(folder, 'program'), ['check', ...rows.recipe]);
        return checkBlocks(Array.from({ length: parallel }, start), rows, pins.latency, options);
      },
      async dispose() {},
    };
  },
};

function variantFor(copyable: boolean, count: number, { waveform }: RunOptions): Variant {
  if (waveform === undefined) return copyable && count >= LANES_FROM_ROWS ? VARIANTS.lanes : VARIANTS.plain;
  return tracingVariant(waveform);
}
