import { paint, table } from '../generators/cli/terminal.ts';
import type { Mutant } from './mutant.ts';
import type { Verdict } from './trials.ts';

/** One mutant after its trial. */
export interface Result {
  readonly kind: string;
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}

/** Characters of what a test said that are shown. */
const LONGEST = 70;

export function terminalTable(results: readonly Result[]): string {
  const rows = results.map(({ kind, mutant, verdict: { outcome, by, said, seconds } }) => [
    mutant.name,
    kind,
    outcome === 'caught' ? outcome : paint.red(outcome),
    outcome === 'caught' ? `${mutant.test}: ${by}` : by || mutant.test,
    said.length > LONGEST ? `${said.slice(0, LONGEST - 1)}…` : said,
    seconds.toFixed(1),
  ]);
  return table(['mutant', 'breaks', 'outcome', 'by', 'said', 's'], rows);
}

/** The table of docs/mutants.md: what does not change from run to run. */
export function markdownTable(results: readonly Result[]): string {
  const rows = results.map(({ kind, mutant, verdict: { outcome, by } }) => {
    const test = outcome === 'caught' ? `\`${mutant.test}\`: ${code(by)}` : `**${outcome}** ${by}`;
    return `| ${mutant.name} | ${kind} | ${mutant.breaks} | ${test} |`;
  });
  return ['| mutant | part | what is broken | caught by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
