/** `bitwright report`: the model's figures, then what Yosys makes of the Verilog. */
import { join } from 'node:path';
import { CosimError } from '../../cosim/error.ts';
import { withScratch } from '../../cosim/process/scratch.ts';
import { type Synthesis, synthesise } from '../../cosim/synthesis/yosys.ts';
import type { OperatorCounts } from '../backends/report/counts.ts';
import type { PathStep } from '../backends/report/paths.ts';
import { type Estimate, type Report, report } from '../backends/report/report.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { type Compiled, compile, emit } from '../compile.ts';
import { EXIT } from '../diagnostics/diagnostic.ts';
import { type Manifest, manifestSchema } from '../manifest.ts';
import type { TargetName } from '../timing/targets.ts';
import { type DesignOptions, loadDesign } from './load-design.ts';
import { paint, print, printJson, progress, table } from './terminal.ts';
import { type TimingOptions, timingRequest } from './timing-options.ts';
import { writeFolder } from './write-files.ts';

export interface ReportOptions extends DesignOptions, TimingOptions {
  readonly target: TargetName;
  /** False: leave synthesis out. */
  readonly synthesis: boolean;
  readonly json?: boolean;
}

/** Synthesis that did not take place, and why. */
interface NotRun {
  readonly notRun: string;
}

export async function reportCommand(argument: string, options: ReportOptions): Promise<void> {
  const compiled = compile(await loadDesign(argument, options), timingRequest(options));
  const facts = report(compiled, options.target);
  const synthesis = options.synthesis
    ? await synthesised(compiled, options.target)
    : { notRun: 'left out by --no-synthesis' };
  if (options.json) printJson({ ...facts, synthesis });
  else printReport(facts, synthesis);
}

/** A missing tool is an answer here; a tool that refuses our Verilog is an error. */
async function synthesised(compiled: Compiled, target: TargetName): Promise<Synthesis | NotRun> {
  const line = progress();
  try {
    return await withScratch((scratch) => {
      const directory = join(scratch, 'build');
      const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
      writeFolder(directory, files);
      const manifest: Manifest = manifestSchema.parse(JSON.parse(files[files.length - 1].text));
      return synthesise({ manifest, directory, progress: line.say }, target);
    });
  } catch (error) {
    if (!(error instanceof CosimError) || error.exit !== EXIT.tool) throw error;
    const { message, help } = error.diagnostic;
    return { notRun: help ? `${message}. ${help}` : message };
  } finally {
    line.done();
  }
}

function printReport(facts: Report, synthesis: Synthesis | NotRun): void {
  const clocking = facts.sequential ? `clocked, ${facts.registerBits} register bits` : 'combinational';
  print(`${paint.bold(facts.name)}  latency ${plural(facts.latency, 'cycle')}, II ${facts.ii}, ${clocking}\n`);
  print(`${table(['port', '', 'bits', 'format'], facts.ports.map(portRow))}\n`);
  print(`${operatorTable(facts)}\n`);
  print(`${paint.bold('Logic depth')}  ${plural(facts.depth.operations, 'operation')} in a row`);
  print(`${pathText(facts.depth.path)}\n`);
  print(`${paint.bold(facts.target)}  ${facts.device}`);
  print(
    table(
      ['', 'LUT', 'FF', 'DSP', 'BRAM', 'depth'],
      [...facts.estimates.map(estimateRow), ...synthesisRows(synthesis)],
    ),
  );
  print(`\nDepth: ${levelText(facts.estimates[0])}`);
  print(pathText(facts.estimates[0].depth.path));
  print(`\nSynthesis: ${'notRun' in synthesis ? `not run: ${synthesis.notRun}` : synthesis.version}`);
  for (const run of 'notRun' in synthesis ? [] : synthesis.runs) print(`  ${run.command}\n    ${cellsText(run.cells)}`);
}

function portRow({ name, direction, width, format, elements }: Report['ports'][number]): string[] {
  return [name, direction, String(width), elements === undefined ? format : `${format}[${elements}]`];
}

/** One row; where there are several modules, one for each and one for all together. */
function operatorTable({ modules, operators }: Report): string {
  const head = ['adders', 'multipliers', 'comparators', 'muxes', 'shifters', 'ROMs', 'logic', 'registers'];
  if (modules.length === 1) return table(head, [operatorCells(operators)]);
  const rows = modules.map((m) => [
    m.instances > 1 ? `${m.name} x ${m.instances}` : m.name,
    ...operatorCells(m.operators),
  ]);
  return table(['module', ...head], [...rows, ['together', ...operatorCells(operators)]]);
}

function operatorCells(counts: OperatorCounts): string[] {
  const amount = ({ count, bits }: { count: number; bits: number }) => (count === 0 ? '-' : `${count} (${bits} bits)`);
  const products = counts.multipliers.map(
    ({ count, operands: [a, b], constant }) => `${count} of ${a}x${b}${constant ? ' constant' : ''}`,
  );
  const { roms, logicBits } = counts;
  return [
    amount(counts.adders),
    products.join('\n') || '-',
    amount(counts.comparators),
    amount(counts.muxes),
    amount(counts.shifters),
    roms.count === 0 ? '-' : `${roms.count} (${roms.words} words, ${roms.bits} bits)`,
    logicBits === 0 ? '-' : `${logicBits} bits`,
    amount(counts.registers),
  ];
}

function estimateRow(estimate: Estimate, _: number, all: readonly Estimate[]): string[] {
  const { lut, ff, dsp, bram, depth } = estimate;
  const figures = [lut, ff, dsp, bram].map(String);
  const dsps = depth.dsps > 0 ? `${depth.dsps} DSP + ` : '';
  return [`estimate${dspNote(estimate, all)}`, ...figures, `${dsps}${plural(depth.levels, 'level')}`];
}

function synthesisRows(synthesis: Synthesis | NotRun): string[][] {
  if ('notRun' in synthesis) return [['synthesis', 'not run', '', '', '', '']];
  return synthesis.runs.map((run) => {
    const figures = [run.lut, run.ff, run.dsp, run.bram].map(String);
    return [`synthesis${dspNote(run, synthesis.runs)}`, ...figures, ''];
  });
}

/** Which of two rows it is; nothing where there is but one. */
function dspNote(row: { readonly dspAllowed: boolean }, all: readonly unknown[]): string {
  if (all.length === 1) return '';
  return row.dspAllowed ? ', with DSP' : ', LUTs only';
}

function levelText({ depth }: Estimate): string {
  const dsps = depth.dsps > 0 ? `${plural(depth.dsps, 'DSP block')} and ` : '';
  return `${dsps}${plural(depth.levels, 'LUT level')}, with at most ${plural(depth.carryBits, 'bit')} of carry, by estimate`;
}

function pathText(path: readonly PathStep[]): string {
  return path
    .map(({ operation, signal, width }) => `  ${operation.padEnd(8)} ${signal ?? paint.dim('(no name)')} [${width}]`)
    .join('\n');
}

function cellsText(cells: Readonly<Record<string, number>>): string {
  return Object.entries(cells)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
