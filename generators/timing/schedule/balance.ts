/**
 * Stages for all units at a given latency and period, with the fewest register bits: a linear program over differences of
 * stages. A bit is registered from its unit's stage to that of its last reader (the sharing of Leiserson and Saxe, Retiming
 * Synchronous Circuitry, 1991). Constraints of timing (Cong and Zhang, SDC scheduling, 2006) come lazily: only pairs that a
 * solution had in one stage, and that no stage can hold, are added, until a solution meets the period.
 */
import { type Arrival, arrivalAt, arrivals, stagesAfter, type Timing } from './arrival.ts';
import type { Dependencies } from './earliest.ts';
import { DifferenceProgram } from './network-simplex.ts';
import type { Units } from './units.ts';

/** Bits lo .. lo + width - 1 of a unit's word and the units that read them. */
export interface Segment {
  readonly lo: number;
  readonly width: number;
  /** Ascending; `OUTPUT` for the ports. */
  readonly readers: readonly number[];
}

export const OUTPUT = Number.MAX_SAFE_INTEGER;

/** Solutions tried before the earliest stages, which always hold, are taken instead. */
const ROUNDS = 200;

export function balancedStages(
  timing: Timing,
  units: Units,
  { sources }: Dependencies,
  segments: readonly (readonly Segment[])[],
  { period, latency }: { readonly period: number; readonly latency: number },
): Int32Array | undefined {
  const program = new DifferenceProgram(latency);
  const variable = units.units.map(() => program.variable(0));
  const output = program.variable(0);
  program.atLeast(output, 0, latency);
  const variableOf = (reader: number) => (reader === OUTPUT ? output : variable[reader]);
  const { nodes } = units.netlist;
  for (const [u, unit] of units.units.entries()) {
    if (nodes[unit.node].op === 'input') program.atLeast(0, variable[u], 0);
    for (const v of sources[u]) program.atLeast(variable[u], variable[v], stagesAfter(units.units[v]));
    for (const { width, readers } of segments[u]) {
      if (readers.length === 0) continue;
      program.addCost(variable[u], -width);
      if (readers.length === 1) {
        program.atLeast(variableOf(readers[0]), variable[u], stagesAfter(unit));
        program.addCost(variableOf(readers[0]), width);
        continue;
      }
      const last = program.variable(width);
      for (const reader of readers) program.atLeast(last, variableOf(reader), 0);
      if (readers.at(-1) === OUTPUT) program.atLeast(output, variable[u], stagesAfter(unit));
    }
  }
  const due = timing.due(period);
  for (let round = 0; round < ROUNDS; round++) {
    const values = program.solve();
    if (!values) return undefined;
    const stage = Int32Array.from(variable, (x) => values[x]);
    const out = arrivals(timing, units, stage);
    let late = 0;
    for (const u of units.units.keys()) {
      if (timing.settled(u, out[u]) <= due) continue;
      program.atLeast(variable[u], variable[tooFar(timing, units, sources, stage, out, u, due)], 1);
      late++;
    }
    if (late === 0) return stage;
  }
  return undefined;
}

/** The unit nearest before a late one from which no stage reaches it, even where all else comes from registers. */
function tooFar(
  timing: Timing,
  units: Units,
  sources: Dependencies['sources'],
  stage: ArrayLike<number>,
  out: readonly Arrival[],
  late: number,
  due: number,
): number {
  const path = [late];
  const alone = (reader: number, source: number, at: Arrival) =>
    timing.output(reader, (v) => (v === source ? at : undefined));
  for (let at = late; ; ) {
    let before = -1;
    let worst = Number.NEGATIVE_INFINITY;
    for (const v of sources[at]) {
      if (stage[v] !== stage[at] || units.units[v].path.kind === 'source') continue;
      const { flat } = alone(at, v, arrivalAt(timing, units, stage, out, v, at));
      if (flat > worst) [before, worst] = [v, flat];
    }
    if (before < 0) return at;
    path.push(before);
    at = before;
    let here = timing.output(at, (v) => timing.registered(v));
    for (let k = path.length - 2; k >= 0; k--) here = alone(path[k], path[k + 1], timing.atReaders(path[k + 1], here));
    if (timing.settled(late, here) > due) return at;
  }
}
