/** `schedule`: a flat netlist cut into the stages of a pipeline that takes a row in every cycle. */
import { fail } from '../../diagnostics/diagnostic.ts';
import type { Netlist } from '../../netlist/netlist.ts';
import { DELAYS } from '../delays.ts';
import { TARGET_DEVICES, type TargetName } from '../targets.ts';
import { arrivals, Timing } from './arrival.ts';
import { balancedStages } from './balance.ts';
import { type Dependencies, dependenciesOf, earliestStages, isLoop, lastArrivalWithin } from './earliest.ts';
import { insertRegisters } from './pipeline.ts';
import type { Schedule, TimingRequest } from './schedule.ts';
import { segmentsOf } from './segments.ts';
import { type Units, unitsOf } from './units.ts';

export interface Scheduled {
  readonly netlist: Netlist;
  readonly schedule: Schedule;
}

/** More stages than this are a slip of the finger. */
const LONGEST = 1000;
/** Periods closer together than this, in ns, are one. */
const RESOLUTION = 0.005;

/**
 * @throws BW3201 for a frequency that no pipeline of this design reaches, BW3202 for a latency that it does not,
 * BW3203 for a latency out of bounds
 */
export function schedule(flat: Netlist, request: TimingRequest): Scheduled {
  const { latency } = request;
  if (latency !== undefined && latency > LONGEST)
    fail('BW3203', `a latency of ${latency} cycles is out of bounds`, { help: `ask for ${LONGEST} cycles or fewer` });
  const problem = new Problem(flat, request.target);
  const wanted = request.freq === undefined ? undefined : 1000 / request.freq;
  if (wanted === undefined) return problem.solve(problem.bestPeriod(latency!), latency!, undefined);
  problem.checkPeriod(wanted, request.freq!);
  const least = problem.leastLatency(wanted);
  if (latency !== undefined && latency < least) {
    const best = problem.solve(problem.bestPeriod(latency), latency, undefined).schedule;
    fail('BW3202', `${flat.name} needs ${cycles(least)} for ${request.freq} MHz, not ${latency}`, {
      help: `ask for --latency ${least}, or for --freq ${mhz(best.period)}, the best that ${cycles(latency)} give on ${request.target}`,
    });
  }
  return problem.solve(wanted, latency ?? least, wanted);
}

class Problem {
  readonly #target: TargetName;
  readonly #units: Units;
  readonly #timing: Timing;
  readonly #dependencies: Dependencies;

  constructor(flat: Netlist, target: TargetName) {
    this.#target = target;
    const device = TARGET_DEVICES[target];
    this.#units = unitsOf(flat, device, DELAYS[target].dsp !== undefined);
    this.#timing = new Timing(this.#units, DELAYS[target]);
    this.#dependencies = dependenciesOf(this.#units);
  }

  /** The shortest period that no pipelining goes below, and the component that sets it. */
  #floor() {
    const { components, sources } = this.#dependencies;
    let worst = { last: 0, unit: 0, component: components[0] };
    for (const component of components) {
      const here = lastArrivalWithin(this.#timing, this.#units, component);
      if (here.last > worst.last) worst = { ...here, component };
    }
    return {
      ...worst,
      period: this.#timing.period(worst.last),
      loop: worst.component && isLoop(worst.component, sources),
    };
  }

  checkPeriod(period: number, freq: number): void {
    const floor = this.#floor();
    if (floor.period <= period) return;
    const { netlist, units } = this.#units;
    const best = `ask for --freq ${mhz(floor.period)} or less`;
    const nameOf = (unit: number) => netlist.nodes[units[unit].node].name ?? netlist.nodes[units[unit].node].op;
    if (floor.loop) {
      const state = floor.component.filter((u) => netlist.nodes[units[u].node].op === 'reg');
      fail(
        'BW3201',
        `${netlist.name} cannot run at ${freq} MHz on ${this.#target}: the loop through ${state.map(nameOf).join(', ')} takes ${floor.period.toFixed(2)} ns`,
        {
          help: `a loop has to be closed within one cycle, whatever the latency; ${best}`,
        },
      );
    }
    fail(
      'BW3201',
      `${netlist.name} cannot run at ${freq} MHz on ${this.#target}: ${nameOf(floor.unit)} takes ${floor.period.toFixed(2)} ns`,
      {
        help: best,
      },
    );
  }

  leastLatency(period: number): number {
    const stage = earliestStages(this.#timing, this.#units, this.#dependencies, period);
    return Math.max(0, ...stage);
  }

  /** The shortest period at which this latency is enough. */
  bestPeriod(latency: number): number {
    let low = this.#floor().period;
    if (this.leastLatency(low) <= latency) return low;
    let high = 2 * low;
    while (this.leastLatency(high) > latency) high *= 2;
    while (high - low > RESOLUTION) {
      const middle = (low + high) / 2;
      if (this.leastLatency(middle) <= latency) high = middle;
      else low = middle;
    }
    return high;
  }

  solve(period: number, latency: number, wanted: number | undefined): Scheduled {
    const segments = segmentsOf(this.#units);
    const stage =
      balancedStages(this.#timing, this.#units, this.#dependencies, segments, { period, latency }) ??
      earliestStages(this.#timing, this.#units, this.#dependencies, period);
    const { netlist, stages, registerBits } = insertRegisters(this.#units, segments, stage, latency);
    const last = stages.map(() => 0);
    for (const [u, { flat }] of arrivals(this.#timing, this.#units, stage).entries())
      last[stage[u]] = Math.max(last[stage[u]], flat);
    const needed = this.#timing.period(Math.max(...last));
    return {
      netlist,
      schedule: {
        target: this.#target,
        latency,
        stages: stages.map((nodes, k) => ({
          nodes,
          delay: last[k],
          slack: this.#timing.due(wanted ?? needed) - last[k],
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

function mhz(period: number): string {
  return String(Math.floor(1000 / period));
}

function cycles(count: number): string {
  return `${count} cycle${count === 1 ? '' : 's'}`;
}
