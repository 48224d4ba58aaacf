import { createInterface } from 'node:readline';
import { compile, goldenOf } from '../compile.ts';
import type { GoldenModel, GoldenPort } from '../golden/golden.ts';
import { packRows, unpackRows } from '../golden/packing.ts';
import { goldenBinary } from './golden-binary.ts';
import { type DesignOptions, loadDesign } from './load-design.ts';
import { compileRequest, type TimingOptions } from './timing-options.ts';
import { readWords } from './words.ts';

/** Rows that are answered together; a smaller rest is answered as soon as the input pauses. */
const BATCH = 8192;

export interface GoldenOptions extends DesignOptions, TimingOptions {
  readonly binary?: boolean;
}

/**
 * A filter: one vector per line on standard input (raw hexadecimal words in port order), result words on standard output.
 * Designs with state take one line per clock cycle, from reset.
 */
export async function goldenCommand(argument: string, options: GoldenOptions): Promise<void> {
  const golden = goldenOf(compile(await loadDesign(argument, options), compileRequest(options)));
  if (options.binary) return goldenBinary(golden, process.stdin, process.stdout);
  let rows: bigint[][] = [];
  let lineNumber = 0;
  const flush = () => {
    if (rows.length === 0) return;
    process.stdout.write(answer(golden, rows));
    rows = [];
  };
  process.stdin.on('data', () => setImmediate(flush));
  try {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      lineNumber++;
      if (line.trim() === '' && golden.inputs.length > 0) continue;
      rows.push(readLine(line, lineNumber, golden.inputs));
      if (rows.length >= BATCH) flush();
    }
  } finally {
    flush();
  }
}

function answer(golden: GoldenModel, rows: readonly bigint[][]): string {
  const results = unpackRows(golden.outputs, golden.run(packRows(golden.inputs, rows), rows.length), rows.length);
  return results.map((words) => `${words.map((w) => w.toString(16)).join(' ')}\n`).join('');
}

function readLine(line: string, number: number, ports: readonly GoldenPort[]): bigint[] {
  const words = line.trim() === '' ? [] : line.trim().split(/\s+/);
  return readWords(words, ports, { kind: 'file', file: 'standard input', line: number, column: 1 });
}
