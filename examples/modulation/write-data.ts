/**
 * Writes the examples to train and to test on, as CSV files into a folder:
 *
 *     npx jiti examples/modulation/write-data.ts rtl-out/modulation-data
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf } from './data.ts';

const SETS = [
  { file: 'train.csv', rows: 6000, seed: 1 },
  { file: 'test.csv', rows: 2000, seed: 2 },
] as const;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('usage: npx jiti examples/modulation/write-data.ts FOLDER\n');
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  for (const { file, rows, seed } of SETS) writeFileSync(join(folder, file), csvOf(rows, seed));
}
