/** The earliest stage of every unit, and the loops that have to stay within one. */
import { type Arrival, arrivalAt, sourcesOf, stagesAfter, type Timing } from './arrival.ts';
import type { Units } from './units.ts';

/** Units that depend on each other through state, or one unit by itself; sources first. */
export type Component = readonly number[];

export interface Dependencies {
  readonly components: readonly Component[];
  readonly sources: readonly (readonly number[])[];
}

export function dependenciesOf(units: Units): Dependencies {
  const sources = units.units.map((u) => [...sourcesOf(units, u)]);
  return { components: stronglyConnected(sources), sources };
}

/** A component is a loop where a unit reads another of it, or itself. */
export function isLoop(component: Component, sources: Dependencies['sources']): boolean {
  return component.length > 1 || sources[component[0]].includes(component[0]);
}

/** The last arrival within a component when all that comes from outside it comes from registers. */
export function lastArrivalWithin(timing: Timing, units: Units, component: Component): { last: number; unit: number } {
  const inside = new Set(component);
  const out: Arrival[] = [];
  let worst = { last: 0, unit: component[0] };
  for (const u of [...component].sort((a, b) => a - b)) {
    out[u] = timing.output(u, (v) =>
      inside.has(v) && units.units[v].path.kind !== 'source'
        ? timing.atReaders(v, out[v])
        : fromRegisters(timing, units, v),
    );
    const last = timing.settled(u, out[u]);
    if (last > worst.last) worst = { last, unit: u };
  }
  return worst;
}

/** A word at the inputs of a stage that does not make it. */
function fromRegisters(timing: Timing, { units }: Units, unit: number): Arrival {
  return units[unit].path.kind === 'memory' ? timing.read(unit) : timing.registered(unit);
}

/** The earliest stages at a period that every component fits into by itself. */
export function earliestStages(
  timing: Timing,
  units: Units,
  { components, sources }: Dependencies,
  period: number,
): Int32Array {
  const stage = new Int32Array(units.units.length);
  const out: Arrival[] = [];
  const due = timing.due(period);
  const place = (component: Component, at: number): boolean => {
    for (const u of component) stage[u] = at;
    return component.every((u) => {
      out[u] = timing.output(u, (v) => arrivalAt(timing, units, stage, out, v, u));
      return timing.settled(u, out[u]) <= due;
    });
  };
  for (const component of components) {
    const ordered = [...component].sort((a, b) => a - b);
    const inside = new Set(component);
    let at = 0;
    for (const u of component)
      for (const v of sources[u]) if (!inside.has(v)) at = Math.max(at, stage[v] + stagesAfter(units.units[v]));
    if (!place(ordered, at)) place(ordered, at + 1);
  }
  return stage;
}

/** Tarjan's algorithm without recursion; the answer is in topological order, sources first. */
function stronglyConnected(sources: readonly (readonly number[])[]): number[][] {
  const n = sources.length;
  const order = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const onStack = new Uint8Array(n);
  const stack: number[] = [];
  const components: number[][] = [];
  let count = 0;
  for (let root = 0; root < n; root++) {
    if (order[root] >= 0) continue;
    const path: { node: number; next: number }[] = [{ node: root, next: 0 }];
    while (path.length > 0) {
      const top = path[path.length - 1];
      const { node } = top;
      if (top.next === 0) {
        order[node] = low[node] = count++;
        stack.push(node);
        onStack[node] = 1;
      }
      if (top.next < sources[node].length) {
        const source = sources[node][top.next++];
        if (order[source] < 0) path.push({ node: source, next: 0 });
        else if (onStack[source]) low[node] = Math.min(low[node], order[source]);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path[path.length - 1].node] = Math.min(low[path[path.length - 1].node], low[node]);
      if (low[node] < order[node]) continue;
      const component: number[] = [];
      for (let member = -1; member !== node; ) {
        member = stack.pop() as number;
        onStack[member] = 0;
        component.push(member);
      }
      components.push(component);
    }
  }
  return components;
}
