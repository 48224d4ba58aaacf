/** What goes to the terminal: text for people, JSON for scripts, errors with their remedy. */
import { relative } from 'node:path';
import Table from 'cli-table3';
import type { Ora } from 'ora';
import pc from 'picocolors';
import { type Diagnostic, EXIT, type Where } from '../diagnostics/diagnostic.ts';

const out = pc.createColors(process.stdout.isTTY === true && process.env.NO_COLOR === undefined);
const err = pc.createColors(process.stderr.isTTY === true && process.env.NO_COLOR === undefined);

export const paint = out;

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** JSON with words as hexadecimal strings. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? `0x${v.toString(16)}` : v), 2));
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const bare = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    bottom: '',
    'bottom-mid': '',
    'bottom-left': '',
    'bottom-right': '',
  };
  const inner = { left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };
  const t = new Table({
    head: head.map((h) => out.bold(h)),
    chars: { ...bare, ...inner },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  t.push(...rows.map((r) => [...r]));
  return t
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Work that takes no longer says nothing, and does not wait for the spinner to be loaded. */
const SILENT_MS = 300;

/** A passing phrase of long work, on a terminal only; `done` clears it. */
export function progress(): { say(phrase: string): void; done(): void } {
  if (!process.stderr.isTTY) return { say() {}, done() {} };
  let [latest, over] = ['', false];
  let spinner: Ora | undefined;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (!over) spinner = ora({ text: latest, stream: process.stderr, discardStdin: false }).start();
  }, SILENT_MS);
  return {
    say(phrase) {
      latest = phrase;
      if (spinner) spinner.text = phrase;
    },
    done() {
      over = true;
      clearTimeout(timer);
      spinner?.stop();
    },
  };
}

/** `CODE: message`, where it is, and what to do. */
export function diagnosticText(d: Diagnostic): string {
  const lines = [`${err.red(err.bold(d.code))}: ${d.message}`];
  if (d.where) lines.push(`  at ${placeText(d.where)}`);
  if (d.help) lines.push(`  ${err.cyan('help')}: ${d.help}`);
  return lines.join('\n');
}

function placeText(where: Where): string {
  if (where.kind === 'text') {
    const caret = where.at === undefined ? '' : `, character ${where.at}`;
    return `${where.source} '${where.text}'${caret}`;
  }
  const near = relative(process.cwd(), where.file);
  return `${near.startsWith('..') ? where.file : near}:${where.line}:${where.column}`;
}

interface Coded extends Error {
  readonly diagnostic: Diagnostic;
  readonly exit: number;
}

function isCoded(error: unknown): error is Coded {
  return error instanceof Error && 'diagnostic' in error && 'exit' in error;
}

/** Prints a failure as it deserves and gives the exit code. Only a bug of ours shows a stack trace. */
export function reportFailure(error: unknown, json: boolean): number {
  if (isCoded(error)) {
    if (json) printJson({ error: error.diagnostic });
    process.stderr.write(`${diagnosticText(error.diagnostic)}\n`);
    return error.exit;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${err.red(err.bold('BW9000'))}: a bug of Bitwright: please report it with the command that you ran\n${trace}\n`,
  );
  return EXIT.bug;
}
