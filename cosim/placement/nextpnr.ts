import { readDesignFiles } from '../design-files.ts';
import { CosimError } from '../error.ts';
import type { BuildJob } from '../simulator.ts';
import { findYosys } from '../synthesis/tools.ts';
import { HARNESS, placementHarness } from './harness.ts';
import { findNextpnr, type NextpnrTool } from './tools.ts';

/** What nextpnr makes of a design on an iCE40, between registers. */
export interface Placement {
  readonly device: string;
  /** Versions of nextpnr and of the Yosys before it. */
  readonly version: string;
  /** The frequency that it was told to aim at. */
  readonly aimedMHz: number;
  /** The highest clock frequency of the result. */
  readonly reachedMHz: number;
  /** Logic cells of design and harness together, and those of the device. */
  readonly cells: { readonly used: number; readonly available: number };
}

const DEVICE = { name: 'iCE40 HX8K, package ct256', options: ['--hx8k', '--package', 'ct256'] } as const;
const NETLIST = 'netlist.json';

/**
 * Synthesises, places and routes the Verilog of a build on the largest iCE40 HX, all ports between registers.
 * @throws CosimError BW5101 (exit 3) without a tool, BW5107 where Yosys fails, BW5109 where nextpnr does, BW5110 where its
 * report cannot be read
 */
export async function placeAndRoute(job: BuildJob, aimedMHz: number, tool?: NextpnrTool): Promise<Placement> {
  const nextpnr = tool ?? (await findNextpnr());
  const files = await readDesignFiles(job, ['verilog']);
  const yosys = await findYosys();
  job.progress?.('synthesising for placement');
  const script = `synth_ice40 -top ${HARNESS} -json ${NETLIST}`;
  const netlist = await yosys.run([...files, placementHarness(job.manifest, files)], script, NETLIST, job.progress);
  job.progress?.('placing and routing');
  const report = await nextpnr.run(netlist, [...DEVICE.options, '--freq', String(aimedMHz)]);
  return { device: DEVICE.name, version: `${nextpnr.version}, ${yosys.version}`, aimedMHz, ...figuresOf(report) };
}

/**
 * The figures in nextpnr's JSON report.
 * @throws CosimError BW5110 where it is not in the form that we know
 */
export function figuresOf(report: string): Pick<Placement, 'reachedMHz' | 'cells'> {
  try {
    const { fmax, utilization } = JSON.parse(report);
    const [{ achieved }] = Object.values(fmax) as { achieved: number }[];
    const { used, available } = utilization.ICESTORM_LC;
    if ([achieved, used, available].every((n) => typeof n === 'number'))
      return { reachedMHz: achieved, cells: { used, available } };
  } catch {
    // Not JSON, or JSON of another shape: told below.
  }
  throw new CosimError(
    'BW5110',
    'the report that nextpnr wrote cannot be read',
    3,
    'Versions 0.4 and later are known.',
  );
}
