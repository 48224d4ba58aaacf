import { readDesignFiles } from '../design-files.ts';
import { CosimError } from '../error.ts';
import type { BuildJob } from '../simulator.ts';
import {
  figuresOf,
  SYNTHESIS_FLOWS,
  type SynthesisFigures,
  type SynthesisFlow,
  type SynthesisTarget,
} from './flows.ts';
import { findYosys, type YosysTool } from './tools.ts';

/** What a synthesis tool makes of the emitted Verilog. */
export interface Synthesis {
  readonly target: SynthesisTarget;
  readonly tool: YosysTool['name'];
  readonly version: string;
  /** With DSP blocks first, where the flow knows any; without them where the first run used some or could not. */
  readonly runs: readonly SynthesisRun[];
}

export interface SynthesisRun extends SynthesisFigures {
  /** Whether multipliers may become DSP blocks. */
  readonly dspAllowed: boolean;
  /** The Yosys command, as one would type it. */
  readonly command: string;
}

const STATISTICS = 'statistics.json';

/**
 * Synthesises the Verilog files of a build for a device family, without placing or routing. A design that came out with
 * DSP blocks is synthesised once more without them, so that the two can be compared.
 *
 * @param withoutDsp the build to take where there are no DSP blocks, if it is another one
 * @throws CosimError BW5101 (exit 3) without a tool, BW5105 for missing files, BW5107 where Yosys fails, BW5108 where
 * its statistics cannot be read
 */
export async function synthesise(
  job: BuildJob,
  target: SynthesisTarget,
  tool?: YosysTool,
  withoutDsp: BuildJob = job,
): Promise<Synthesis> {
  const yosys = tool ?? (await findYosys());
  const flow: SynthesisFlow = SYNTHESIS_FLOWS[target];
  const run = async (dspAllowed: boolean): Promise<SynthesisRun> => {
    const option = dspAllowed || flow.withoutDsp === undefined ? '' : ` ${flow.withoutDsp}`;
    const command = `${flow.command}${option} -top ${job.manifest.top}`;
    job.progress?.(`synthesising for ${target}${dspAllowed ? '' : ' without DSP blocks'}`);
    const files = await readDesignFiles(dspAllowed ? job : withoutDsp, ['verilog']);
    const script = `${command}; tee -q -o ${STATISTICS} stat -json`;
    const text = await yosys.run(files, script, STATISTICS, job.progress);
    return { dspAllowed, command, ...figuresOf(flow, cellCounts(text)) };
  };
  const first = await run(flow.withoutDsp !== undefined);
  const runs = first.dsp > 0 ? [first, await run(false)] : [first];
  return { target, tool: yosys.name, version: yosys.version, runs };
}

/**
 * Cells by type, from the output of Yosys's `stat -json`.
 * @throws CosimError BW5108 where it is not in the form that we know
 */
export function cellCounts(text: string): Record<string, number> {
  try {
    const counts: unknown = JSON.parse(text).design.num_cells_by_type;
    if (isCounts(counts)) return counts;
  } catch {
    // Not JSON, or JSON of another shape: told below.
  }
  const help = 'Take yosys out of PATH; the one of the npm package @yowasp/yosys is then used, and known to work.';
  throw new CosimError('BW5108', 'the statistics that Yosys wrote cannot be read', 3, help);
}

function isCounts(value: unknown): value is Record<string, number> {
  return typeof value === 'object' && value !== null && Object.values(value).every((n) => typeof n === 'number');
}
