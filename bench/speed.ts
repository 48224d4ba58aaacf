/** `npm run bench` measures and prints; `npm run bench -- --write` also puts the tables into docs/speed.md, one by one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../generators/root.ts';
import { cosimTables } from './cosim.ts';
import { goldenTable } from './golden.ts';
import { growthTable } from './growth.ts';

const [BEGIN, END] = ['<!-- tables of npm run bench -->', '<!-- end of the tables -->'];
const tables: string[] = [];

function tell(text: string): void {
  tables.push(text);
  process.stdout.write(`${text}\n\n`);
  if (!process.argv.includes('--write')) return;
  const file = join(packageRoot(), 'docs', 'speed.md');
  const page = readFileSync(file, 'utf8');
  const [before, after] = [page.slice(0, page.indexOf(BEGIN)), page.slice(page.indexOf(END))];
  writeFileSync(file, `${before}${BEGIN}\n\n${tables.join('\n\n')}\n\n${after}`);
}

const [load] = loadavg();
tell(
  `Node ${process.version}, ${cpus().length} processors (${cpus()[0]?.model.trim()}), load ${load.toFixed(1)} at the start.`,
);
tell(await goldenTable());
tell(`Peak memory with all these models: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`);
tell(await cosimTables());
tell(await growthTable());
