import { join } from 'node:path';
import { withScratch } from '../../cosim/process/scratch.ts';
import { findYosys, type YosysTool } from '../../cosim/synthesis/tools.ts';
import { synthesise } from '../../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../../generators/backends/verilog/verilog.ts';
import { loadDesign } from '../../generators/cli/load-design.ts';
import { writeFolder } from '../../generators/cli/write-files.ts';
import { compile, emit } from '../../generators/compile.ts';
import type { Manifest } from '../../generators/manifest.ts';
import { TARGET_DEVICES, type TargetName } from '../../generators/timing/targets.ts';
import { BENCH_DESIGNS } from './designs.ts';

export const TARGETS = Object.keys(TARGET_DEVICES) as TargetName[];

/** What Yosys made of one design for one target. */
export interface Measurement {
  readonly design: string;
  readonly target: TargetName;
  readonly dspAllowed: boolean;
  readonly lut: number;
  readonly ff: number;
  readonly dsp: number;
  readonly bram: number;
}

export interface Measurements {
  /** Version line of the tool. */
  readonly tool: string;
  readonly rows: readonly Measurement[];
}

/** Runs of the tool at a time. */
const JOBS = 2;

/** Every design on every target, in the order of the list; with DSP blocks and without where the design has a use for them. */
export async function measure(say: (phrase: string) => void): Promise<Measurements> {
  const tool = await findYosys();
  const jobs = BENCH_DESIGNS.flatMap(({ argument }) => TARGETS.map((target) => ({ argument, target })));
  const rows: Measurement[][] = [];
  let next = 0;
  const worker = async () => {
    for (let k = next++; k < jobs.length; k = next++) {
      say(`${k + 1} of ${jobs.length}: ${jobs[k].argument.slice(0, 60)} for ${jobs[k].target}`);
      rows[k] = await measureOne(jobs[k].argument, jobs[k].target, tool);
    }
  };
  await Promise.all(Array.from({ length: JOBS }, worker));
  return { tool: tool.version, rows: rows.flat() };
}

/** One design on one target: with DSP blocks, and where it uses some, without them. */
export async function measureOne(design: string, target: TargetName, tool: YosysTool): Promise<Measurement[]> {
  const compiled = compile(await loadDesign(design, {}));
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  return withScratch(async (scratch) => {
    const directory = join(scratch, 'build');
    writeFolder(directory, files);
    const manifest = JSON.parse(files[files.length - 1].text) as Manifest;
    const { runs } = await synthesise({ manifest, directory }, target, tool);
    return runs.map(({ dspAllowed, lut, ff, dsp, bram }) => ({ design, target, dspAllowed, lut, ff, dsp, bram }));
  });
}
