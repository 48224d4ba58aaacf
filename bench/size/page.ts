/** The size table as a page of the documentation. */
import type { Figures, SizeRow, SizeTable } from './rows.ts';

/** Our figures of one row: products in LUTs, and in a DSP block where that is a choice. */
export interface Measured extends SizeRow {
  readonly ours: Figures;
}

export interface MeasuredTable extends Omit<SizeTable, 'rows'> {
  readonly rows: readonly Measured[];
}

/** @param tool version line of the synthesis tool */
export function sizePage(tool: string, tables: readonly MeasuredTable[], remarks: string): string {
  const sections = tables.map(({ title, rows }) => [`## ${title}`, '', ...HEAD, ...rows.map(line), ''].join('\n'));
  return [`# Size of the float operators`, '', introduction(tool), '', ...sections, remarks].join('\n');
}

const HEAD = ['| operator | format | LUTs | peer | its LUTs | goal | |', '| --- | --- | --- | --- | --- | --- | --- |'];

function introduction(tool: string): string {
  return [
    'Written by `npm run bench:size`; do not edit. All operators are combinational and round to nearest even. Figures are LUT1 to LUT6',
    'summed, after `synth_xilinx -family xc7 -noiopad -flatten`; in brackets with a DSP block (`multiplier=dsp`), otherwise',
    'without (`multiplier=lut`, and `-nodsp`). The goal is half of HardFloat, and all of FloPoCo.',
    '',
    `Ours: one run of ${tool}. The peers' figures were made with Yosys 0.23 by the same command. Versions differ by 10 %.`,
  ].join('\n');
}

function line({ operator, format, ours, peer }: Measured): string {
  const goal = peer && scaled(peer, peer.part);
  const cells = [operator, format, figures(ours), peer?.name, peer && figures(peer), goal && figures(goal)];
  return `| ${[...cells, goal && verdict(ours, goal)].map((cell) => cell ?? '').join(' | ')} |`;
}

function scaled({ lut, besideDsp }: Figures, part: number): Figures {
  return { lut: lut * part, besideDsp: besideDsp === undefined ? undefined : besideDsp * part };
}

function figures({ lut, besideDsp }: Figures): string {
  return besideDsp === undefined ? `${lut}` : `${lut} (${besideDsp} + 1)`;
}

/** `met`, or by how many LUTs not. */
function verdict(ours: Figures, goal: Figures): string {
  const over = ours.lut - goal.lut;
  const overDsp = ours.besideDsp === undefined || goal.besideDsp === undefined ? 0 : ours.besideDsp - goal.besideDsp;
  const missed = [over > 0 ? `${over} over` : '', overDsp > 0 ? `${overDsp} over with DSP` : ''].filter(
    (s) => s !== '',
  );
  return missed.length === 0 ? 'met' : missed.join(', ');
}
