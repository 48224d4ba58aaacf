/** The golden model on every processor, for runs whose rows are all combinations. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { NetDesign } from '../netlist/netlist.ts';

export interface BlockRequest {
  readonly first: number;
  readonly count: number;
}

/** The worker as the bundle has it; a program that runs from its sources has none. */
const WORKER = join(dirname(fileURLToPath(import.meta.url)), 'golden-worker.cjs');

export class GoldenPool {
  readonly #threads: readonly Thread[];
  #next = 0;

  /** Undefined where there is no worker to start. */
  static of(design: NetDesign): GoldenPool | undefined {
    return existsSync(WORKER) ? new GoldenPool(design) : undefined;
  }

  private constructor(design: NetDesign) {
    this.#threads = Array.from({ length: availableParallelism() }, () => new Thread(design));
  }

  /** The results that are due for a block, a column for each output. The threads take blocks in turn. */
  expect(first: number, count: number): Promise<readonly Uint8Array[]> {
    return this.#threads[this.#next++ % this.#threads.length].ask({ first, count });
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}

/** One worker; it answers in the order in which it is asked. */
class Thread {
  readonly #worker: Worker;
  #waiting: { give(columns: readonly Uint8Array[]): void; fail(error: Error): void }[] = [];

  constructor(design: NetDesign) {
    this.#worker = new Worker(WORKER, { workerData: design });
    this.#worker.on('message', (columns) => this.#waiting.shift()?.give(columns));
    this.#worker.on('error', (error) => {
      for (const { fail } of this.#waiting.splice(0)) fail(error);
    });
  }

  ask(request: BlockRequest): Promise<readonly Uint8Array[]> {
    return new Promise((give, fail) => {
      this.#waiting.push({ give, fail });
      this.#worker.postMessage(request);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
