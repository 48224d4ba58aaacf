/**
 * The check of the checks: `npm run mutants -- [options]`. Breaks the project in every way of `list/`, in copies of it, and
 * shows which test notices. A mutant that none of its tests notices is a defect of the tests. docs/mutants.md has the results.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { withScratch } from '../cosim/process/scratch.ts';
import { print } from '../generators/cli/terminal.ts';
import { EXIT } from '../generators/diagnostics/diagnostic.ts';
import { MUTANTS } from './list/index.ts';
import { markdownTable, type Result, terminalTable } from './result-table.ts';
import { selectionsOf, UnsoundError, Workshop } from './trials.ts';

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
};

const program = new Command('mutants')
  .description('breaks the project on purpose, in copies of it, and shows which test notices each mistake')
  .option('--only <NAME...>', 'these mutants alone')
  .option('--jobs <N>', 'copies that are worked on side by side', whole, availableParallelism())
  .option('--limit <SECONDS>', 'for the tests of one mutant', whole, 600)
  .option('--markdown', 'print the table of docs/mutants.md')
  .option('--list', 'print the mutants and run nothing')
  .parse();

interface Options {
  readonly only?: readonly string[];
  readonly jobs: number;
  readonly limit: number;
  readonly markdown?: boolean;
  readonly list?: boolean;
}

const { only, jobs, limit, markdown, list } = program.opts<Options>();
const all = Object.entries(MUTANTS).flatMap(([kind, mutants]) => mutants.map((mutant) => ({ kind, mutant })));
const unknown = only?.find((name) => !all.some(({ mutant }) => mutant.name === name));
if (unknown !== undefined) program.error(`there is no mutant ${unknown}; --list shows them`, { exitCode: EXIT.input });
const chosen = all.filter(({ mutant }) => only?.includes(mutant.name) ?? true);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT.failed));
if (list) for (const { kind, mutant } of chosen) print(`${mutant.name}\t${kind}\t${mutant.breaks}`);
else
  process.exitCode = await withScratch(trials).catch((error) => {
    if (!(error instanceof UnsoundError)) throw error;
    return program.error(error.message, { exitCode: EXIT.failed });
  });

async function trials(scratch: string): Promise<number> {
  const mutants = chosen.map((c) => c.mutant);
  const bar = new SingleBar({
    format: '{bar} {value} of {total}, {eta_formatted} to go, {escaped} not caught',
    stream: process.stderr,
    noTTYOutput: false,
  });
  const results: Result[] = [];
  const workshop = await Workshop.open(join(import.meta.dirname, '..'), scratch, Math.min(jobs, mutants.length), limit);
  const started = performance.now();
  bar.start(selectionsOf(mutants).length + mutants.length, 0, { escaped: 0 });
  try {
    const runnable = await workshop.soundRuns(mutants, () => bar.increment());
    const byMutant = new Map<object, Result['verdict']>();
    for (const mutant of mutants)
      if (!runnable.has(mutant))
        byMutant.set(mutant, {
          outcome: 'not run',
          by: 'its tests are skipped: a tool is missing',
          said: '',
          seconds: 0,
        });
    await workshop.try([...runnable], (mutant, verdict) => {
      byMutant.set(mutant, verdict);
      bar.increment({ escaped: [...byMutant.values()].filter((v) => v.outcome !== 'caught').length });
    });
    for (const { kind, mutant } of chosen) results.push({ kind, mutant, verdict: byMutant.get(mutant)! });
  } finally {
    bar.stop();
  }
  print(markdown ? markdownTable(results) : terminalTable(results));
  const count = (outcome: string) => results.filter((r) => r.verdict.outcome === outcome).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (!markdown)
    print(
      `${count('caught')} of ${results.length} mutants caught, ${count('survived')} survived, ${count('no telling')} without telling, ${count('not run')} not run; ${seconds} s`,
    );
  if (count('survived') + count('no telling') > 0) return EXIT.failed;
  return count('not run') > 0 ? EXIT.tool : EXIT.fine;
}
