/** One run of tests in a copy of the project, and what came of each. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { execa } from 'execa';

export interface Selection {
  /** Test file, from the top of the project. */
  readonly test: string;
  /** Only tests whose full names contain one of these; all where there is none. */
  readonly only: readonly string[];
}

export interface TestRun {
  /** Full names of the tests that passed. */
  readonly passed: readonly string[];
  /** Those that failed, in the order in which they ran, with the first line of what they said. */
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  /** Why there is no telling: the tests did not end in time, or the file could not be loaded. */
  readonly trouble?: { readonly kind: 'timeout' | 'not loaded'; readonly message: string };
}

interface Options {
  /** Top of the copy. */
  readonly folder: string;
  /** Cache of simulators' builds, so that no mutant's go into the user's. */
  readonly cache: string;
  /** Seconds after which the run is ended. */
  readonly limit: number;
  /** End with the first failure. */
  readonly bail: boolean;
}

export async function runTests(selection: Selection, options: Options): Promise<TestRun> {
  const { folder, cache, limit, bail } = options;
  const report = join(folder, '.mutant-report.json');
  await rm(report, { force: true });
  const pattern = selection.only.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const args = [
    'run',
    selection.test,
    ...(pattern === '' ? [] : [`--testNamePattern=${pattern}`]),
    ...(bail ? ['--bail=1'] : []),
  ];
  // Threads, so that ending the one process ends everything, endless loops too.
  const limits = ['--pool=threads', '--maxWorkers=1', '--testTimeout=0', '--hookTimeout=0'];
  const settings = [...limits, '--reporter=json', `--outputFile=${report}`];
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const { timedOut, all } = await execa(execPath, [vitest, ...args, ...settings], {
    cwd: folder,
    env: { BITWRIGHT_CACHE: cache },
    timeout: limit * 1000,
    killSignal: 'SIGKILL',
    reject: false,
    all: true,
    stdin: 'ignore',
  });
  if (timedOut) return nothing('timeout', `not done after ${limit} s`);
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return text === undefined ? nothing('not loaded', lastWords(all)) : readReport(text);
}

/** The part of vitest's JSON report that is read here. */
interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

export function readReport(text: string): TestRun {
  const { testResults } = JSON.parse(text) as Report;
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((t) => t.status === 'passed').map((t) => t.fullName);
  const failed = tests
    .filter((t) => t.status === 'failed')
    .map((t) => ({ name: t.fullName, message: firstLine(t.failureMessages?.[0] ?? '') }));
  // A test that ran out of time has not found anything: the machine may just be busy.
  const late = failed.find(({ message }) => /^(Error: )?(Test|Hook) timed out/.test(message));
  if (late) return { passed, failed, trouble: { kind: 'timeout', message: late.name } };
  const unread = testResults.find((file) => file.status === 'failed' && failed.length === 0);
  if (unread) return nothing('not loaded', firstLine(unread.message));
  return { passed, failed };
}

function nothing(kind: 'timeout' | 'not loaded', message: string): TestRun {
  return { passed: [], failed: [], trouble: { kind, message } };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].trim();
}

/** The line of a program's last words that names an error, if there is one. */
function lastWords(text: string): string {
  const lines = text.trimEnd().split('\n');
  return (lines.find((line) => /^\S*Error\b/.test(line)) ?? lines.at(-1) ?? '').trim();
}
