/** The outcome of a sweep, family by family. */
import { table } from '../generators/cli/terminal.ts';
import type { Family } from './families.ts';
import type { Build } from './plan.ts';
import type { Tally } from './prover.ts';
import type { Answer } from './worker.ts';

export interface Line extends Tally {
  readonly family: Family;
  /** Claims of the family that were in the plan. */
  claims: number;
  seconds: number;
}

/** One line for each family that the builds have claims of, in the order of the list. */
export class Results {
  readonly #builds: readonly Build[];
  readonly #lines = new Map<Family, Line>();

  constructor(builds: readonly Build[]) {
    this.#builds = builds;
    for (const { family } of builds.flatMap((b) => b.claims)) {
      const line = this.#lines.get(family) ?? { family, claims: 0, simulated: 0, told: 0, mismatches: 0, seconds: 0 };
      line.claims++;
      this.#lines.set(family, line);
    }
  }

  add({ task, tallies, seconds }: Answer): void {
    for (const [i, { family }] of this.#builds[task.build].claims.entries()) {
      const line = this.#lines.get(family) as Line;
      line.simulated += tallies[i].simulated;
      line.told += tallies[i].told;
      line.mismatches += tallies[i].mismatches;
      line.seconds += seconds / tallies.length;
      line.repeat ??= tallies[i].repeat;
    }
  }

  get lines(): Line[] {
    return [...this.#lines.values()];
  }

  get mismatches(): number {
    return this.lines.reduce((sum, line) => sum + line.mismatches, 0);
  }

  /** Every family, then the totals, then a command for each family with a mismatch. */
  text(): string {
    const { lines } = this;
    const sum = (key: 'claims' | 'told' | 'simulated' | 'mismatches' | 'seconds') =>
      lines.reduce((total, line) => total + line[key], 0);
    const simulated = (n: number) => (n === 0 ? 'not run' : String(n));
    const rows = lines.map((l) => [
      l.family.operator,
      l.family.formats,
      l.family.modes,
      `${l.claims}/${l.family.requests.length}`,
      String(l.told),
      simulated(l.simulated),
      String(l.mismatches),
      l.seconds.toFixed(1),
    ]);
    const total = ['all', '', '', String(sum('claims')), String(sum('told')), simulated(sum('simulated'))];
    const head = ['operator', 'formats', 'modes', 'requests', 'exact = golden', 'Verilog = golden', 'mismatches', 's'];
    return [
      table(head, [...rows, [...total, String(sum('mismatches')), sum('seconds').toFixed(1)]]),
      ...lines.flatMap((l) => (l.repeat === undefined ? [] : [`repeat the first mismatch with\n  ${l.repeat}`])),
    ].join('\n');
  }
}
