/** Processes that take the tasks of a sweep in turn. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PlanOptions, Task } from './plan.ts';
import type { Answer } from './worker.ts';

/**
 * Runs every task in one of `processes` copies of the worker and hands each answer to `take`. Tasks of one build go to one
 * process as long as others have something else to do, for it keeps the build.
 * @throws what a worker could not do, or the way it ended
 */
export async function runTasks(
  tasks: readonly Task[],
  options: PlanOptions,
  processes: number,
  take: (answer: Answer) => void,
): Promise<void> {
  const queues = new Map<number, Task[]>();
  for (const task of tasks) queues.set(task.build, [...(queues.get(task.build) ?? []), task]);
  const waiting = [...queues.keys()];
  const next = (build: number | undefined): Task | undefined => {
    const own = build === undefined ? undefined : queues.get(build)?.shift();
    if (own) return own;
    for (let fresh = waiting.shift(); fresh !== undefined; fresh = waiting.shift()) {
      const task = queues.get(fresh)?.shift();
      if (task) return task;
    }
    // No build is left that nobody has begun: help with the one that has the most to do.
    return [...queues.values()].reduce((most, q) => (q.length > most.length ? q : most), []).shift();
  };
  const workers = Array.from({ length: Math.min(processes, tasks.length) }, () => start(options));
  try {
    await Promise.all(workers.map((worker) => serve(worker, next, take)));
  } finally {
    for (const worker of workers) worker.disconnect();
  }
}

function start(options: PlanOptions): ChildProcess {
  return fork(fileURLToPath(new URL('./worker.mjs', import.meta.url)), [JSON.stringify(options)]);
}

function serve(
  worker: ChildProcess,
  next: (build: number | undefined) => Task | undefined,
  take: (answer: Answer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (build?: number) => {
      const task = next(build);
      if (task) worker.send(task);
      else resolve();
    };
    worker.on('exit', (code, signal) => reject(new Error(`a process of the sweep ended with ${signal ?? code}`)));
    worker.on('message', (answer: Answer) => {
      if (answer.error !== undefined) return reject(new Error(answer.error));
      take(answer);
      give(answer.task.build);
    });
    give();
  });
}
