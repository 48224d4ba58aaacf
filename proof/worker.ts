/** A process of the sweep: plans the same builds as its parent and checks the tasks that it is given. */
import { FAMILIES } from './families.ts';
import { type Build, type PlanOptions, plan, type Task } from './plan.ts';
import { Prover, type Tally } from './prover.ts';

export interface Answer {
  readonly task: Task;
  readonly tallies: readonly Tally[];
  readonly seconds: number;
  /** Where the work itself failed. */
  readonly error?: string;
}

const options = JSON.parse(process.argv[2]) as PlanOptions;
const builds: readonly Build[] = plan(FAMILIES, options);
let current: { readonly build: number; readonly prover: Prover } | undefined;

async function answer(task: Task): Promise<Answer> {
  const started = performance.now();
  if (current?.build !== task.build) {
    await current?.prover.dispose();
    current = { build: task.build, prover: await Prover.build(builds[task.build], options.seed) };
  }
  const tallies = await current.prover.check(task.from, task.to);
  return { task, tallies, seconds: (performance.now() - started) / 1000 };
}

process.on('message', (task: Task) => {
  answer(task)
    .catch((error: unknown): Answer => ({ task, tallies: [], seconds: 0, error: String(error) }))
    .then((a) => process.send?.(a));
});
process.on('disconnect', async () => {
  await current?.prover.dispose();
  process.exit();
});
