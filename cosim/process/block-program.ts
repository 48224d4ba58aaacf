import { createInterface } from 'node:readline';
import { execa } from 'execa';
import type { CosimError } from '../error.ts';
import { brokenRun } from './rows-program.ts';

/** What a program says of a block: how many of its rows are wrong, and the first of them. */
export interface BlockVerdict {
  readonly wrong: number;
  /** Row numbers, ascending, at most 16. */
  readonly rows: readonly number[];
}

/**
 * A program that makes rows itself and compares their results with the columns that it is given, block by block; see
 * `templates/cosim/verilator-check.cpp.hbs`. It ends with this process, or at the end of its input.
 */
export class BlockProgram {
  readonly #child;
  readonly #waiting: { resolve(verdict: BlockVerdict): void; reject(error: unknown): void }[] = [];
  #failure: CosimError | undefined;

  constructor(simulator: string, file: string, args: readonly string[]) {
    this.#child = execa(file, args, { stdin: 'pipe', buffer: { stdout: false }, reject: false });
    this.#child.stdin.on('error', () => {}); // its end is seen below
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const [wrong, ...rows] = line.split(' ').map(Number);
      this.#waiting.shift()?.resolve({ wrong, rows });
    });
    this.#child.then((result) => {
      const { exitCode, signal } = result;
      this.#failure = brokenRun(simulator, { stdout: '', stderr: result.stderr, exitCode, signal, ok: false });
      for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
    });
  }

  /** Hands over a block and waits for the verdict. Several blocks may be under way. */
  async check(first: number, count: number, columns: readonly Uint8Array[]): Promise<BlockVerdict> {
    if (this.#failure) throw this.#failure;
    const header = Buffer.from(BigUint64Array.of(BigInt(first), BigInt(count)).buffer);
    const verdict = new Promise<BlockVerdict>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    for (const part of [header, ...columns]) this.#child.stdin.write(part);
    return verdict;
  }

  /** Ends the program. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    this.#child.kill();
    await this.#child;
  }
}
