import type { Netlist } from '../../netlist/netlist.ts';
import { DELAYS } from '../delays.ts';
import { TARGET_DEVICES, type TargetName } from '../targets.ts';
import { arrivals, stagesAfter, Timing } from './arrival.ts';
import { balancedStages } from './balance.ts';
import { type Dependencies, dependenciesOf, earliestStages, isLoop, lastArrivalWithin } from './earliest.ts';
import { insertRegisters, type StagedState } from './pipeline.ts';
import type { Schedule } from './schedule.ts';
import { segmentsOf } from './segments.ts';
import { splitLong } from './split/index.ts';
import { limitsOf } from './split/limits.ts';
import { type Units, unitsOf } from './units.ts';

/** The pipeline, what is in it, and where the design's own registers are. */
export interface Scheduled {
  readonly netlist: Netlist;
  readonly schedule: Schedule;
  readonly state: readonly StagedState[];
}

/** What no pipeline goes below. */
export interface Floor {
  /** Of the slowest unit or loop, in ns with set-up. */
  readonly period: number;
  readonly loop: boolean;
  /** The state of the loop, or the unit. */
  readonly names: readonly string[];
}

/** A netlist with its timing on a target: what can be asked before it is cut, and the cut. */
export class Problem {
  readonly #target: TargetName;
  readonly #threeWords: boolean;
  readonly #units: Units;
  readonly #timing: Timing;
  readonly #dependencies: Dependencies;
  /** The last arrival of each component that nothing but registers feeds, and the unit that has it. */
  readonly #alone: readonly { readonly last: number; readonly unit: number }[];

  /** @param threeWords whether adders may be of three words */
  constructor(flat: Netlist, target: TargetName, threeWords = true) {
    this.#target = target;
    this.#threeWords = threeWords;
    const delays = DELAYS[target];
    const group = (memories: boolean) => {
      const units = unitsOf(flat, TARGET_DEVICES[target], { dsp: delays.dsp !== undefined, memories, threeWords });
      return { units, dependencies: dependenciesOf(units) };
    };
    const first = group(true);
    const { components, sources } = first.dependencies;
    const waits = (c: readonly number[]) => isLoop(c, sources) && c.some((u) => stagesAfter(first.units.units[u]) > 0);
    const { units, dependencies } = components.some(waits) ? group(false) : first;
    this.#units = units;
    this.#dependencies = dependencies;
    this.#timing = new Timing(units, delays);
    this.#alone = this.#dependencies.components.map((c) => lastArrivalWithin(this.#timing, this.#units, c));
  }

  /** The same with operations split that this period cannot hold. */
  at(period: number): Problem {
    const { netlist, units } = this.#units;
    const due = this.#timing.due(period);
    const slow = units.filter((_, u) => lastArrivalWithin(this.#timing, this.#units, [u]).last > due);
    if (slow.length === 0) return this;
    if (slow.some(({ path }) => path.kind === 'carry' && path.to === 'sum of three'))
      return new Problem(netlist, this.#target, false).at(period);
    const late = new Set(slow.map(({ node }) => node));
    const limits = limitsOf(TARGET_DEVICES[this.#target], DELAYS[this.#target], period);
    const split = splitLong(netlist, limits, (id) => late.has(id));
    return split === netlist ? this : new Problem(split, this.#target, this.#threeWords);
  }

  /** What a loop needs, or one LUT between registers: no splitting helps there. */
  leastPeriod(): number {
    const { components, sources } = this.#dependencies;
    const loops = components.flatMap((c, i) => (isLoop(c, sources) ? [this.#alone[i].last] : []));
    return this.#timing.period(Math.max(this.#timing.oneLut(), ...loops));
  }

  /** Without any register but those of the design. */
  combinationalPeriod(): number {
    const together = arrivals(this.#timing, this.#units, new Int32Array(this.#units.units.length));
    return this.#timing.period(Math.max(0, ...together.map((a, u) => this.#timing.settled(u, a))));
  }

  floor(): Floor {
    const { components, sources } = this.#dependencies;
    const { netlist, units } = this.#units;
    if (components.length === 0) return { period: this.#timing.period(0), loop: false, names: [] };
    const worst = this.#alone.reduce((w, { last }, i) => (last > this.#alone[w].last ? i : w), 0);
    const component = components[worst];
    const loop = isLoop(component, sources);
    const shown = loop ? component.filter((u) => netlist.nodes[units[u].node].op === 'reg') : [this.#alone[worst].unit];
    return {
      period: this.#timing.period(this.#alone[worst].last),
      loop,
      names: shown.map((u) => netlist.nodes[units[u].node].name ?? netlist.nodes[units[u].node].op),
    };
  }

  /** Cycles of the earliest schedule; the period is not below the floor. */
  leastLatency(period: number): number {
    const stage = earliestStages(this.#timing, this.#units, this.#dependencies, period);
    return stage.reduce((most, at, u) => Math.max(most, at + stagesAfter(this.#units.units[u])), 0);
  }

  /** The schedule of this latency, which is enough for the period, with the fewest register bits. */
  solve(period: number, latency: number, wanted: number | undefined): Scheduled {
    const segments = segmentsOf(this.#units);
    const stage =
      balancedStages(this.#timing, this.#units, this.#dependencies, segments, { period, latency }) ??
      earliestStages(this.#timing, this.#units, this.#dependencies, period);
    const { netlist, stages, registerBits, state } = insertRegisters(this.#units, segments, stage, latency);
    const last = stages.map(() => 0);
    for (const [u, arrival] of arrivals(this.#timing, this.#units, stage).entries())
      last[stage[u]] = Math.max(last[stage[u]], this.#timing.settled(u, arrival));
    const needed = this.#timing.period(Math.max(...last));
    const due = this.#timing.due(wanted ?? needed);
    return {
      netlist,
      state,
      schedule: {
        target: this.#target,
        latency,
        stages: stages.map((nodes, k) => ({
          nodes,
          delay: last[k],
          slack: due - last[k],
          registerBits: registerBits[k] ?? 0,
        })),
        registerBits: registerBits.reduce((sum, bits) => sum + bits, 0),
        period: needed,
        frequency: 1000 / needed,
        wanted,
      },
    };
  }
}
