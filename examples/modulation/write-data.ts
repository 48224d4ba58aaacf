/**
 * Writes the examples to train and to test on, as CSV files into a folder:
 *
 *     npx jiti examples/modulation/write-data.ts rtl-out/modulation-data
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../cosim/vectors/random.ts';
import { MODULATIONS, received, SYMBOLS } from './signal.ts';

const SETS = [
  { file: 'train.csv', rows: 6000, seed: 1 },
  { file: 'test.csv', rows: 2000, seed: 2 },
] as const;

/** Ports are named as the network's input, element by element: I and Q of a symbol side by side. */
export function csvOf(rows: number, seed: number): string {
  const random = new Random(seed);
  const names = Array.from({ length: 2 * SYMBOLS }, (_, n) => `x[${n}]`);
  const lines = Array.from({ length: rows }, () => {
    const label = random.below(MODULATIONS.length);
    const samples = received(MODULATIONS[label], random).flatMap(({ i, q }) => [i, q]);
    return [...samples.map(toConverter), label].join();
  });
  return `${[...names, 'label'].join()}\n${lines.join('\n')}\n`;
}

/** What a converter of 8 bits with a full scale of -2 to 2 makes of a sample. */
function toConverter(x: number): number {
  return Math.min(Math.max(Math.round(x * 64), -128), 127) / 64;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: npx jiti examples/modulation/write-data.ts FOLDER\n');
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  for (const { file, rows, seed } of SETS) writeFileSync(join(folder, file), csvOf(rows, seed));
}
