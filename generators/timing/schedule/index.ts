/** `schedule`: a flat netlist cut into the stages of a pipeline that takes a row in every cycle. */
import { fail } from '../../diagnostics/diagnostic.ts';
import type { Netlist } from '../../netlist/netlist.ts';
import { Problem, type Scheduled } from './problem.ts';
import type { TimingRequest } from './schedule.ts';

/** More stages than this are a slip of the finger. */
const LONGEST = 1000;
/** Operations in parts are faster than the whole by this factor at most, as far as the model goes. */
const HALVES = 2;
/** Periods closer together than this, in ns, are one. */
const RESOLUTION = 0.01;

/**
 * @throws BW3201 for a frequency that no pipeline of this design reaches, BW3202 for a latency that is too small for the
 * frequency, BW3203 for a latency out of bounds
 */
export function schedule(flat: Netlist, { target, latency, freq }: TimingRequest): Scheduled {
  if (latency !== undefined && latency > LONGEST)
    fail('BW3203', `a latency of ${latency} cycles is out of bounds`, { help: `ask for ${LONGEST} cycles or fewer` });
  const whole = new Problem(flat, target);
  const fastest = (cycles: number) =>
    shortest(
      whole,
      whole.combinationalPeriod() / (HALVES * (cycles + 1)),
      (problem, period) => problem.floor().period <= period && problem.leastLatency(period) <= cycles,
    );
  if (freq === undefined) {
    const { problem, period } = fastest(latency ?? 0);
    return problem.solve(period, latency ?? 0, undefined);
  }
  const wanted = 1000 / freq;
  const problem = whole.at(wanted);
  if (problem.floor().period > wanted) tooFast(flat, target, freq, whole);
  const least = problem.leastLatency(wanted);
  if (latency !== undefined && latency < least) {
    const best = mhz(fastest(latency).period);
    fail('BW3202', `${flat.name} needs ${cyclesText(least)} for ${freq} MHz on ${target}, not ${latency}`, {
      help: `ask for --latency ${least}, or for --freq ${best}, the best that ${cyclesText(latency)} can do`,
    });
  }
  return problem.solve(wanted, latency ?? least, wanted);
}

/** The shortest period above `bound` that is good, to `RESOLUTION`, with its problem; some period always is. */
function shortest(whole: Problem, bound: number, good: (problem: Problem, period: number) => boolean) {
  let [low, high] = [Math.max(bound, whole.leastPeriod()), Math.max(bound, whole.floor().period)];
  let problem = whole.at(high);
  for (; !good(problem, high); problem = whole.at(high)) [low, high] = [high, 2 * high];
  while (high - low > RESOLUTION) {
    const period = (low + high) / 2;
    const candidate = whole.at(period);
    if (good(candidate, period)) [high, problem] = [period, candidate];
    else low = period;
  }
  return { problem, period: high };
}

function tooFast(flat: Netlist, target: string, freq: number, whole: Problem): never {
  const best = shortest(whole, 1000 / freq, (candidate, p) => candidate.floor().period <= p);
  const { names, loop, period } = best.problem.floor();
  const what = loop ? `the loop through ${names.join(', ')}` : names[0];
  fail('BW3201', `${flat.name} cannot run at ${freq} MHz on ${target}: ${what} takes ${period.toFixed(2)} ns`, {
    help: `${loop ? 'a loop is closed within one cycle, whatever the latency; ' : ''}ask for --freq ${mhz(best.period)} or less`,
  });
}

function mhz(period: number): string {
  return String(Math.floor(1000 / period));
}

function cyclesText(count: number): string {
  return `${count} cycle${count === 1 ? '' : 's'}`;
}
