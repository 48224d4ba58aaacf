/** LUTs of float operators beside those of other generators: `npm run bench:size` measures them and writes docs/size.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findYosys, type YosysTool } from '../../cosim/synthesis/tools.ts';
import { measureOne } from '../calibration/measure.ts';
import { type Measured, sizePage } from './page.ts';
import { type Figures, MULTIPLYING, SIZE_TABLES, type SizeRow } from './rows.ts';

const PAGE = join(import.meta.dirname, '../../docs/size.md');
const REMARKS = join(import.meta.dirname, 'remarks.md');

async function figuresOf({ operator, format, operands }: SizeRow, tool: YosysTool): Promise<Figures> {
  const types = `${Array(operands).fill(format).join(',')}/${format}`;
  const runs = async (attribute: string) => measureOne(`op:${operator}${attribute}/${types}`, 'xc7', tool);
  if (!MULTIPLYING.includes(operator)) return { lut: (await runs(''))[0].lut };
  const [inLuts] = await runs(':multiplier=lut');
  const [inDsp] = await runs(':multiplier=dsp');
  return { lut: inLuts.lut, besideDsp: inDsp.dsp > 0 ? inDsp.lut : undefined };
}

const tool = await findYosys();
process.stdout.write(`${tool.version}\n`);
const known = new Map<string, Promise<Figures>>();
const measured = async (row: SizeRow): Promise<Measured> => {
  const key = `${row.operator} ${row.format}`;
  if (!known.has(key)) known.set(key, figuresOf(row, tool));
  const ours = await (known.get(key) as Promise<Figures>);
  process.stdout.write(`${key}: ${ours.lut}${ours.besideDsp === undefined ? '' : ` (${ours.besideDsp} + 1)`}\n`);
  return { ...row, ours };
};
const tables = [];
for (const { title, rows } of SIZE_TABLES) {
  const done: Measured[] = [];
  for (const row of rows) done.push(await measured(row));
  tables.push({ title, rows: done });
}
writeFileSync(PAGE, sizePage(tool.version, tables, readFileSync(REMARKS, 'utf8')));
