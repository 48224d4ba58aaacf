import type { ManifestPort } from '../../manifest.ts';
import { flatten } from '../../netlist/flatten.ts';
import { type NetDesign, type Netlist, type NetNode, topOf } from '../../netlist/netlist.ts';
import { lutsOf } from '../../timing/area.ts';
import { mapNetlist } from '../../timing/mapping.ts';
import type { Schedule, Stage } from '../../timing/schedule/schedule.ts';
import { stagesOf } from '../../timing/stages.ts';
import { TARGET_DEVICES, type TargetDevice, type TargetName } from '../../timing/targets.ts';
import type { BackendInput } from '../backend.ts';
import { countOperators, type OperatorCounts, sumOperators } from './counts.ts';
import { type LevelDepth, levelDepth, type OperationDepth, operationDepth, stageDepths } from './paths.ts';

/** What can be said of a design without any tool. */
export interface Report {
  readonly name: string;
  readonly target: TargetName;
  /** The family of the target, in words. */
  readonly device: string;
  readonly ports: readonly ManifestPort[];
  /** Cycles from inputs to the outputs that belong to them. */
  readonly latency: number;
  /** Cycles between rows of inputs. */
  readonly ii: number;
  readonly sequential: boolean;
  readonly registerBits: number;
  /** Children before parents, the top last. */
  readonly modules: readonly ModuleReport[];
  /** All instances of all modules together. */
  readonly operators: OperatorCounts;
  readonly depth: OperationDepth;
  /** From the inputs on; one for a combinational design. None for a network that streams, whose layers have stages of their own. */
  readonly stages: readonly StageReport[];
  /** Of a network that streams. */
  readonly streams?: StreamReport;
  /** MHz that the slowest stage of the pipeline allows, by the delay model of the scheduler. */
  readonly frequency?: number;
  /** With DSP blocks first, where the device has them and the design has a use for them; then without. */
  readonly estimates: readonly Estimate[];
  /** Documents that the facts about the device were taken from. */
  readonly sources: readonly string[];
}

/** Layers that work on a row one after the other, each in cycles of its own. */
export interface StreamReport {
  readonly layers: readonly {
    readonly name: string;
    /** What of the layer there is in hardware. */
    readonly hardware: string;
    /** Beats of a row that it gives, and elements of a beat. */
    readonly beats: number;
    readonly elements: number;
    /** Cycles for a row, where it never waits. */
    readonly cycles: number;
    /** Pipeline stages of its datapath, and what they allow in MHz by the delay model. */
    readonly latency: number;
    readonly frequency?: number;
  }[];
  readonly fifos: readonly {
    readonly from: string;
    readonly to: string;
    readonly width: number;
    readonly beats: number;
    readonly depth: number;
  }[];
}

/** What lies between two registers; a loop lies in one stage, with its registers. */
export interface StageReport {
  readonly operators: OperatorCounts;
  /** Bits of the registers that take the results of this stage. */
  readonly registerBits: number;
  /** The longest path that ends there, with DSP blocks where the device has them. */
  readonly depth: LevelDepth;
  /** Of a scheduled pipeline: how long it takes, and what it leaves of the period, in ns by the delay model. */
  readonly timing?: { readonly delay: number; readonly slack: number };
}

export interface ModuleReport {
  readonly name: string;
  /** How often the design holds it; 1 for the top. */
  readonly instances: number;
  /** Of one instance, without the modules that it instantiates. */
  readonly operators: OperatorCounts;
}

/** Figures of the model that `generators/timing/cost.ts` documents: for orientation, not a promise. */
export interface Estimate {
  readonly dspAllowed: boolean;
  readonly lut: number;
  readonly ff: number;
  readonly dsp: number;
  /** Blocks; a half is a block of half the size. */
  readonly bram: number;
  readonly depth: LevelDepth;
}

export type ReportInput = Pick<BackendInput, 'netlists' | 'manifest'> & {
  /** The hardware without its interface, whose stages are told; the hardware itself where there is none. */
  readonly pipeline?: NetDesign;
  readonly schedule?: Schedule;
  readonly streams?: StreamReport;
};

export function report({ netlists, manifest, pipeline, schedule, streams }: ReportInput, target: TargetName): Report {
  const device: TargetDevice = TARGET_DEVICES[target];
  const instances = instanceCounts(netlists);
  const modules = netlists.modules.map((module) => ({
    name: module.name,
    instances: instances.get(module.name) ?? 0,
    operators: countOperators(module.nodes, module.nodes),
  }));
  const operators = sumOperators(modules.map((m) => ({ counts: m.operators, times: m.instances })));
  const flat = flatten(netlists);
  const withDsp = estimate(netlists, instances, flat, target, true);
  return {
    name: manifest.name,
    target,
    device: device.family,
    ports: manifest.ports,
    latency: manifest.latency,
    ii: manifest.ii,
    sequential: topOf(netlists).sequential,
    registerBits: operators.registers.bits,
    modules,
    operators,
    depth: operationDepth(flat),
    stages: streams ? [] : stageReports(pipeline ? flatten(pipeline) : flat, device, schedule),
    ...(streams && { streams }),
    ...frequencyOf(schedule, streams),
    estimates: [...(withDsp.dsp > 0 ? [withDsp] : []), estimate(netlists, instances, flat, target, false)],
    sources: device.sources,
  };
}

/** That of the slowest datapath. */
function frequencyOf(schedule: Schedule | undefined, streams: StreamReport | undefined): { frequency?: number } {
  const known = [schedule, ...(streams?.layers ?? [])].flatMap((s) => s?.frequency ?? []);
  return known.length === 0 ? {} : { frequency: Math.min(...known) };
}

function stageReports(flat: Netlist, device: TargetDevice, schedule: Schedule | undefined): StageReport[] {
  const stages = stagesOf(flat);
  const depths = stageDepths(flat, mapNetlist(flat, device, true), stages);
  const count = Math.max(0, ...flat.outputs.map((p) => stages[p.node]), depths.length - 1) + 1;
  const members: NetNode[][] = Array.from({ length: count }, () => []);
  const registerBits: number[] = Array(count).fill(0);
  for (const [id, node] of flat.nodes.entries()) {
    if (node.op === 'reg') registerBits[stages[node.next]] += node.width;
    else members[stages[id]]?.push(node);
  }
  const none: LevelDepth = { dsps: 0, levels: 0, carryBits: 0, path: [] };
  return members.map((nodes, stage) => ({
    operators: countOperators(nodes, flat.nodes),
    registerBits: registerBits[stage],
    depth: depths[stage] ?? none,
    ...(schedule?.stages[stage] && { timing: timingOf(schedule.stages[stage]) }),
  }));
}

function timingOf({ delay, slack }: Stage): NonNullable<StageReport['timing']> {
  return { delay, slack };
}

/** How often each module occurs in the whole hierarchy. */
function instanceCounts({ modules }: NetDesign): Map<string, number> {
  const counts = new Map(modules.map((m, i) => [m.name, i === modules.length - 1 ? 1 : 0]));
  // Parents come after their children: from the top down, each count is final when it is used.
  for (const module of modules.toReversed())
    for (const node of module.nodes)
      if (node.op === 'instance')
        counts.set(node.module, (counts.get(node.module) ?? 0) + (counts.get(module.name) ?? 0));
  return counts;
}

/** Sizes are summed module by module, so that the boundaries of modules stay; paths run through them. */
function estimate(
  { modules }: NetDesign,
  instances: ReadonlyMap<string, number>,
  flat: Netlist,
  target: TargetName,
  dspAllowed: boolean,
): Estimate {
  const device: TargetDevice = TARGET_DEVICES[target];
  const total = { lut: 0, ff: 0, dsp: 0, bram: 0 };
  for (const module of modules) {
    const times = instances.get(module.name) ?? 0;
    for (const { cost, luts } of mapNetlist(module, device, dspAllowed)) {
      total.lut += times * lutsOf(luts, target);
      total.ff += times * cost.ff;
      total.dsp += times * cost.dsp;
      total.bram += times * cost.bram;
    }
  }
  total.lut = Math.round(total.lut);
  return { dspAllowed, ...total, depth: levelDepth(flat, mapNetlist(flat, device, dspAllowed)) };
}
