/** Mutants against their tests: first the tests on the sound project, then each mutant. */
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';
import { copyProject, withMutant } from './sandbox.ts';
import { runTests, type Selection, type TestRun } from './tests.ts';

export interface Verdict {
  /** `no telling`: the tests ran out of time, or the mutant cannot even be loaded; both say nothing about the tests. */
  readonly outcome: 'caught' | 'survived' | 'no telling' | 'not run';
  /** The test that failed first, or why there is no telling. */
  readonly by: string;
  /** What that test said. */
  readonly said: string;
  readonly seconds: number;
}

export class UnsoundError extends Error {}

/** Copies of the project that work side by side. */
export class Workshop {
  readonly #copies: readonly string[];
  readonly #cache: string;
  readonly #limit: number;

  private constructor(copies: readonly string[], cache: string, limit: number) {
    this.#copies = copies;
    this.#cache = cache;
    this.#limit = limit;
  }

  /** @param limit seconds that the tests of one mutant may take */
  static async open(root: string, scratch: string, jobs: number, limit: number): Promise<Workshop> {
    const copies = Array.from({ length: jobs }, (_, k) => join(scratch, `copy${k}`));
    for (const copy of copies) await copyProject(root, copy);
    return new Workshop(copies, join(scratch, 'cache'), limit);
  }

  /**
   * The tests of all mutants on the sound project. Gives the mutants of which a test ran: others need tools that are missing.
   * @throws UnsoundError where a test fails, for then no mutant is caught by it.
   */
  async soundRuns(mutants: readonly Mutant[], done: () => void): Promise<ReadonlySet<Mutant>> {
    const selections = selectionsOf(mutants);
    const checked = new Set<Mutant>();
    await this.#share(selections, async (folder, selection) => {
      const run = await this.#run(folder, selection, false);
      const wrong = run.trouble ? `${run.trouble.kind}, ${run.trouble.message}` : run.failed[0]?.name;
      if (wrong !== undefined) throw new UnsoundError(`${selection.test} fails without any mutant: ${wrong}`);
      for (const mutant of mutants)
        if (mutant.test === selection.test && run.passed.some((name) => name.includes(mutant.only ?? '')))
          checked.add(mutant);
      done();
    });
    return checked;
  }

  async try(mutants: readonly Mutant[], done: (mutant: Mutant, verdict: Verdict) => void): Promise<void> {
    await this.#share(mutants, async (folder, mutant) => {
      const started = performance.now();
      const selection = { test: mutant.test, only: mutant.only === undefined ? [] : [mutant.only] };
      const run = await withMutant(folder, mutant, () => this.#run(folder, selection, true));
      done(mutant, { ...verdictOf(run), seconds: (performance.now() - started) / 1000 });
    });
  }

  #run(folder: string, selection: Selection, bail: boolean): Promise<TestRun> {
    return runTests(selection, { folder, cache: this.#cache, limit: this.#limit, bail });
  }

  /** Work for every copy until there is no more. */
  async #share<T>(work: readonly T[], body: (folder: string, item: T) => Promise<void>): Promise<void> {
    const rest = [...work];
    await Promise.all(
      this.#copies.map(async (folder) => {
        for (let item = rest.shift(); item !== undefined; item = rest.shift()) await body(folder, item);
      }),
    );
  }
}

/** The tests of all mutants, by file. */
export function selectionsOf(mutants: readonly Mutant[]): Selection[] {
  const files = [...new Set(mutants.map((m) => m.test))];
  return files.map((test) => {
    const only = mutants.filter((m) => m.test === test).map((m) => m.only);
    return { test, only: only.includes(undefined) ? [] : [...new Set(only as string[])] };
  });
}

export function verdictOf({ failed, trouble }: TestRun): Omit<Verdict, 'seconds'> {
  if (trouble) return { outcome: 'no telling', by: trouble.kind, said: trouble.message };
  const [first] = failed;
  return first ? { outcome: 'caught', by: first.name, said: first.message } : { outcome: 'survived', by: '', said: '' };
}
