/**
 * The proof of the float operators: `npm run prove -- [options]`. Every operator, rounding and overflow mode of every family in
 * `families.ts`: exact arithmetic = golden model = Verilog under Verilator. docs/float-semantics.md says what is compared.
 */
import { availableParallelism } from 'node:os';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { print } from '../generators/cli/terminal.ts';
import { EXIT } from '../generators/diagnostics/diagnostic.ts';
import { FAMILIES } from './families.ts';
import { type Build, type PlanOptions, plan, tasksOf } from './plan.ts';
import { runTasks } from './pool.ts';
import { Results } from './result-table.ts';

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a whole number from 1.');
  return Number(text);
};

const program = new Command('prove')
  .description('exact arithmetic = golden model = Verilog, for every operator, rounding and overflow mode of floats')
  .option('--operator <NAME>', 'this operator alone')
  .option('--format <TEXT>', 'families whose formats contain this text, such as E4M3 or E4M3,E4M3/E4M3')
  .option('--seconds <N>', 'a slice that takes about so long on one idle core; the same one on every machine', whole)
  .option('--seed <S>', 'of random rows, and of the slice', whole, 1)
  .option('--processes <N>', 'processes that share the work', whole, availableParallelism())
  .option('--list', 'print the plan and run nothing')
  .parse();

const { processes, list, ...options } = program.opts<PlanOptions & { processes: number; list?: boolean }>();
const builds = plan(FAMILIES, options);
if (builds.length === 0) program.error('no family has this operator and these formats', { exitCode: EXIT.input });
if (list) for (const build of builds) for (const { request } of build.claims) print(`${build.rows}\t${request}`);
else process.exitCode = await sweep(builds);

async function sweep(builds: readonly Build[]): Promise<number> {
  const version = await verilator.probe();
  const total = builds.reduce((sum, b) => sum + b.rows * b.claims.length, 0);
  const bar = new SingleBar({
    format: '{bar} {percentage} %, {value} of {total} results, {eta_formatted} to go, {mismatches} mismatches',
    stream: process.stderr,
    noTTYOutput: false,
  });
  bar.start(total, 0, { mismatches: 0 });
  const results = new Results(builds);
  const started = performance.now();
  await runTasks(tasksOf(builds), options, processes, (answer) => {
    results.add(answer);
    const { from, to, build } = answer.task;
    bar.increment((to - from) * builds[build].claims.length, { mismatches: results.mismatches });
  }).finally(() => bar.stop());
  print(results.text());
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  print(
    `${results.mismatches} mismatches in ${total} results, ${seconds} s, ${version ?? 'Verilator: not run, it is missing'}`,
  );
  if (results.mismatches > 0) return EXIT.failed;
  return version === undefined ? EXIT.tool : EXIT.fine;
}
