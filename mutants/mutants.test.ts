/** The list of mutants is kept true here; the run itself is `npm run mutants`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './list/index.ts';
import { mutated } from './mutant.ts';
import { readReport } from './tests.ts';
import { selectionsOf, verdictOf } from './trials.ts';

const ROOT = join(import.meta.dirname, '..');
const all = Object.values(MUTANTS).flat();
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the list', () => {
  it('has names of its own', () => {
    expect(new Set(all.map((m) => m.name)).size).toBe(all.length);
    expect(all.filter((m) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(m.name))).toEqual([]);
  });

  it.each(all.map((m) => [m.name, m] as const))('%s changes one place of its file, and has a test', (_, mutant) => {
    const changed = mutated(text(mutant.file), mutant);
    expect(changed).not.toBe(text(mutant.file));
    if (mutant.file.endsWith('.ts')) expect(() => transformSync(changed, { loader: 'ts' })).not.toThrow();
    expect(text(mutant.test)).not.toBe('');
  });

  it('is the table of docs/mutants.md', () => {
    const rows = text('docs/mutants.md')
      .split('\n')
      .filter((line) => /^\| [a-z0-9]+-/.test(line));
    const cells = rows.map((row) => row.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')));
    expect(cells.map(([name, , breaks]) => [name, breaks])).toEqual(all.map((m) => [m.name, m.breaks]));
    for (const [i, m] of all.entries()) expect(rows[i]).toContain(`| \`${m.test}\`: \``);
  });
});

it('a mutant whose text is gone, or stands twice, is an error', () => {
  const mutant = { ...all[0], find: 'x', replace: '$&' };
  expect(mutated('a x b', mutant)).toBe('a $& b');
  expect(() => mutated('a b', mutant)).toThrow(/stands 0 times/);
  expect(() => mutated('x x', mutant)).toThrow(/stands 2 times/);
});

describe('a report', () => {
  const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
    fullName,
    status,
    failureMessages,
  });
  const verdict = (status: string, message: string, ...assertionResults: object[]) =>
    verdictOf(readReport(JSON.stringify({ testResults: [{ status, message, assertionResults }] })));

  it('of a failure catches the mutant, by the first test that fails', () => {
    const tests = [test('a', 'passed'), test('b', 'failed', 'AssertionError: 1\nat x'), test('c', 'failed', 'no')];
    expect(verdict('failed', '', ...tests)).toEqual({ outcome: 'caught', by: 'b', said: 'AssertionError: 1' });
  });

  it('of tests that pass or are skipped lets it survive', () => {
    expect(verdict('passed', '', test('a', 'passed'), test('b', 'skipped'))).toEqual({
      outcome: 'survived',
      by: '',
      said: '',
    });
  });

  it('of a test out of time, or of a file that cannot be loaded, says nothing', () => {
    const late = test('a', 'failed', 'Error: Test timed out in 120000ms.');
    expect(verdict('failed', '', late)).toEqual({ outcome: 'no telling', by: 'timeout', said: 'a' });
    expect(verdict('failed', 'SyntaxError: x\nat y')).toEqual({
      outcome: 'no telling',
      by: 'not loaded',
      said: 'SyntaxError: x',
    });
  });
});

it('tests of one file run once on the sound project: all of them, where a mutant asks for all', () => {
  const [a, b] = [
    { ...all[0], test: 't', only: 'x' },
    { ...all[0], test: 't', only: 'y' },
  ];
  expect(selectionsOf([a, b, a])).toEqual([{ test: 't', only: ['x', 'y'] }]);
  expect(selectionsOf([a, { ...b, only: undefined }])).toEqual([{ test: 't', only: [] }]);
});
