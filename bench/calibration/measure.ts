import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withScratch } from '../../cosim/process/scratch.ts';
import { findYosys, type YosysTool } from '../../cosim/synthesis/tools.ts';
import { synthesise } from '../../cosim/synthesis/yosys.ts';
import { verilogBackend } from '../../generators/backends/verilog/verilog.ts';
import { loadDesign } from '../../generators/cli/load-design.ts';
import { writeFolder } from '../../generators/cli/write-files.ts';
import { type Compiled, compile, emit } from '../../generators/compile.ts';
import { manifestSchema } from '../../generators/manifest.ts';
import type { TargetName } from '../../generators/timing/targets.ts';
import { BENCH_DESIGNS } from './designs.ts';

/**
 * Families that are measured. UltraScale+ has the LUT of 7 series, and Yosys the same script for both: 7 series stands for
 * both.
 */
export const MEASURED: readonly TargetName[] = ['xc7', 'ecp5', 'ice40'];

/** What Yosys made of one design for one target. */
export interface Measurement {
  readonly design: string;
  readonly target: TargetName;
  /** Of the Verilog and the version of the tool: a measurement is good for as long as it stays. */
  readonly digest: string;
  /** With DSP blocks first, where the design has a use for them; then without. */
  readonly runs: readonly {
    readonly dspAllowed: boolean;
    readonly lut: number;
    readonly ff: number;
    readonly dsp: number;
    readonly bram: number;
  }[];
}

export interface Measurements {
  /** Version line of the tool. */
  readonly tool: string;
  readonly rows: readonly Measurement[];
}

const FILE = join(import.meta.dirname, 'measurements.json');
/** Runs of the tool at a time. */
const JOBS = 2;

export function readMeasurements(): Measurements {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : { tool: '', rows: [] };
}

/**
 * Every design on every target. What is known of the same Verilog from before is kept, and small designs go first, so that
 * a run that is broken off has not been in vain.
 */
export async function measure(say: (phrase: string) => void): Promise<Measurements> {
  const tool = await findYosys();
  const known = new Map(readMeasurements().rows.map((row) => [row.digest, row]));
  const jobs: { argument: string; target: TargetName; compiled: Compiled }[] = [];
  for (const { argument } of BENCH_DESIGNS) {
    const design = await loadDesign(argument, {});
    jobs.push(...MEASURED.map((target) => ({ argument, target, compiled: compile(design, { target }) })));
  }
  const size = ({ compiled }: (typeof jobs)[number]) =>
    compiled.netlists.modules.reduce((n, m) => n + m.nodes.length, 0);
  jobs.sort((a, b) => size(a) - size(b));
  const rows: Measurement[] = [];
  const save = () => writeMeasurements({ tool: tool.version, rows: [...rows, ...known.values()] });
  let next = 0;
  const worker = async () => {
    for (let k = next++; k < jobs.length; k = next++) {
      const { argument, compiled, target } = jobs[k];
      const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
      const text = files.filter((f) => f.path.endsWith('.v')).map((f) => f.text);
      const digest = createHash('sha256')
        .update([target, tool.version, ...text].join('\n'))
        .digest('hex')
        .slice(0, 16);
      const found = known.get(digest);
      if (!found) say(`${k + 1} of ${jobs.length}: ${argument.slice(0, 60)} for ${target}`);
      rows[k] = found ?? { design: argument, target, digest, runs: await runsOf(compiled, target, tool) };
      if (!found) save();
    }
  };
  await Promise.all(Array.from({ length: JOBS }, worker));
  save();
  return readMeasurements();
}

/** Rows in the order of the list of designs; of those that the list no longer has, none. */
function writeMeasurements({ tool, rows }: Measurements): void {
  const first = new Map<string, Measurement>();
  for (const row of rows) if (row && !first.has(keyOf(row))) first.set(keyOf(row), row);
  const places = BENCH_DESIGNS.flatMap(({ argument: design }) => MEASURED.map((target) => keyOf({ design, target })));
  const kept = places.flatMap((key) => first.get(key) ?? []);
  const lines = kept.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(FILE, `{\n  "tool": ${JSON.stringify(tool)},\n  "rows": [\n${lines}\n  ]\n}\n`);
}

function keyOf({ design, target }: Pick<Measurement, 'design' | 'target'>): string {
  return `${target} ${design}`;
}

/** One design on one target: with DSP blocks, and where it uses some, without them. */
export async function measureOne(design: string, target: TargetName, tool: YosysTool): Promise<Measurement['runs']> {
  return runsOf(compile(await loadDesign(design, {}), { target }), target, tool);
}

async function runsOf(compiled: Compiled, target: TargetName, tool: YosysTool): Promise<Measurement['runs']> {
  return withScratch(async (scratch) => {
    const directory = join(scratch, 'build');
    const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
    writeFolder(directory, files);
    const manifest = manifestSchema.parse(JSON.parse(files[files.length - 1].text));
    const { runs } = await synthesise({ manifest, directory }, target, tool);
    return runs.map(({ dspAllowed, lut, ff, dsp, bram }) => ({ dspAllowed, lut, ff, dsp, bram }));
  });
}
