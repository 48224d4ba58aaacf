import type { Netlist } from '../netlist/netlist.ts';
import { assemble, linksOf } from './assemble.ts';
import { controlOf, type Pace, paceOf } from './control.ts';
import type { Plan } from './plan.ts';

export interface Depths {
  /** Of the FIFO of each link. */
  readonly depths: readonly number[];
  readonly pace: Pace;
}

/**
 * FIFOs with which rows leave as often as with ample ones, none of which can be smaller by itself. Each depth in turn is searched by
 * halves, the others being as they are by then. A FIFO of one or two places is faster by a cycle than a deeper one, so what
 * becomes small may spare a place beside it: the search goes round until nothing changes.
 *
 * That a network comes to a halt depends on its FIFOs alone and not on when its neighbours wait (E. A. Lee, T. M. Parks, Dataflow Process
 * Networks, 1995), so depths that suffice for a hurried neighbour suffice for any.
 *
 * @param stages the module of each stage
 * @param given depths to take as they are
 */
export function fifoDepths(plan: Plan, stages: readonly Netlist[], given?: readonly number[]): Depths {
  const modules = stages.map(controlOf);
  const pace = (depths: readonly number[]) => paceOf(plan, modules, assemble(plan, modules, depths, plan.network.name));
  if (given) return { depths: given, pace: pace(given) };
  const links = linksOf(plan);
  const depths = links.map(ample);
  const best = pace(depths).interval;
  // Wide words first: their places cost most.
  const order = links.map((_, i) => i).sort((a, b) => links[b].width - links[a].width || a - b);
  for (let before: number[] = []; depths.some((d, i) => d !== before[i]); ) {
    before = [...depths];
    for (const i of order) depths[i] = least(depths[i], (depth) => pace(depths.with(i, depth)).interval <= best);
  }
  return { depths, pace: pace(depths) };
}

/** Room for two rows and what comes and goes meanwhile: no stage waits for the next one for longer than that. */
const ample = ({ beats }: { readonly beats: number }) => 2 * beats + 2;

/** A number from 1 that is enough, as `known` is, and the one below is not. Small ones are tried first, as they mostly are. */
function least(known: number, enough: (n: number) => boolean): number {
  let [low, high] = [0, known];
  for (let n = 1; n < high; n *= 2) {
    if (enough(n)) high = n;
    else low = n;
  }
  while (low + 1 < high) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
