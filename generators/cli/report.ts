/** `bitwright report`: the model's figures, the error against real arithmetic, and what Yosys and nextpnr make of the Verilog. */
import { join } from 'node:path';
import { CosimError } from '../../cosim/error.ts';
import { placeAndRoute } from '../../cosim/placement/nextpnr.ts';
import { withScratch } from '../../cosim/process/scratch.ts';
import type { BuildJob } from '../../cosim/simulator.ts';
import { synthesise } from '../../cosim/synthesis/yosys.ts';
import { accuracyOf } from '../backends/report/accuracy.ts';
import { type Report, type ReportInput, report, type StreamReport } from '../backends/report/report.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { type Compiled, emit } from '../compile.ts';
import { EXIT } from '../diagnostics/diagnostic.ts';
import { sizeOf } from '../layers/tensor.ts';
import { type Manifest, manifestSchema } from '../manifest.ts';
import { multipliersInLuts } from '../passes/multipliers-in-luts.ts';
import type { Streamed } from '../streaming/compile.ts';
import type { TargetName } from '../timing/targets.ts';
import { accuracyRows } from './accuracy-rows.ts';
import { compileArgument, compileDesign, type HardwareOptions } from './compile-design.ts';
import { accuracyTable, type Findings, highlightsOf, type NotRun, tablesOf } from './report-tables.ts';
import { paint, print, printJson, progress, table } from './terminal.ts';
import { checkFile, writeFile, writeFolder } from './write-files.ts';

export interface ReportOptions extends HardwareOptions {
  /** False: leave out what tools make of it. */
  readonly synthesis: boolean;
  /** Where the page goes, if one is wanted. */
  readonly html?: string;
  readonly json?: boolean;
}

/** What placement aims at where no frequency is asked for, in MHz. */
const AIMED_MHZ = 100;

export async function reportCommand(argument: string, options: ReportOptions): Promise<void> {
  if (options.html !== undefined) checkFile(options.html);
  const compiled = await compileArgument(argument, options);
  const streams = 'links' in compiled ? streamsOf(compiled) : undefined;
  const inLuts = streams ? compiled.design : multipliersInLuts(compiled.design);
  const withoutDsp = inLuts === compiled.design ? compiled : compileDesign(inLuts, options);
  const { rows, note } = accuracyRows(compiled.design);
  const findings: Findings = {
    report: reportOf({ ...compiled, streams }, withoutDsp, options.target),
    ...(await madeByTools(compiled, withoutDsp, options)),
    accuracy: accuracyOf(compiled.design, rows),
    accuracyNote: note,
  };
  if (options.html !== undefined) writeFile(options.html, await page(compiled, findings));
  if (options.json) printJson(plain(findings));
  else printReport(findings);
}

function streamsOf({ stages, links }: Streamed): StreamReport {
  return {
    layers: stages.map(({ layers, layout, output, cycles, arithmetic: { manifest, schedule } }) => ({
      name: layers.join(', '),
      hardware: layout,
      beats: sizeOf(output.type.shape) / output.n,
      elements: output.n,
      cycles,
      latency: manifest.latency,
      ...(schedule && { frequency: schedule.frequency }),
    })),
    fifos: links,
  };
}

/** Estimates without DSP blocks are those of the design that has its multipliers in LUTs. */
function reportOf(compiled: ReportInput, withoutDsp: Compiled, target: TargetName): Report {
  const facts = report(compiled, target);
  if (withoutDsp.netlists === compiled.netlists) return facts;
  const inLuts = report(withoutDsp, target).estimates.filter((e) => !e.dspAllowed);
  return { ...facts, estimates: [...facts.estimates.filter((e) => e.dspAllowed), ...inLuts] };
}

type MadeByTools = Pick<Findings, 'synthesis' | 'placement'>;

/** @param withoutDsp the design with its multipliers in LUTs */
async function madeByTools(
  compiled: Compiled,
  withoutDsp: Compiled,
  { target, synthesis, freq }: ReportOptions,
): Promise<MadeByTools> {
  const placed = target === 'ice40';
  if (!synthesis) {
    const notRun = { notRun: 'left out by --no-synthesis' };
    return { synthesis: notRun, placement: placed ? notRun : undefined };
  }
  const line = progress();
  try {
    return await withScratch(async (scratch) => {
      const built = (what: Compiled, folder: string): BuildJob => {
        const directory = join(scratch, folder);
        const files = emit(what, [verilogBackend], { inputs: [], outputs: [] });
        writeFolder(directory, files);
        const manifest: Manifest = manifestSchema.parse(JSON.parse(files[files.length - 1].text));
        return { manifest, directory, progress: line.say };
      };
      const job = built(compiled, 'build');
      const jobWithoutDsp = withoutDsp === compiled ? job : built(withoutDsp, 'without-dsp');
      return {
        synthesis: await answered(synthesise(job, target, undefined, jobWithoutDsp), EXIT.tool),
        // A device that is too small says something about the design, and nothing against the report.
        placement: placed
          ? await answered(placeAndRoute(job, freq === undefined ? AIMED_MHZ : Number(freq)), EXIT.tool, EXIT.failed)
          : undefined,
      };
    });
  } finally {
    line.done();
  }
}

/** A missing tool is an answer here; a tool that refuses our Verilog is an error. */
async function answered<T>(run: Promise<T>, ...exits: readonly number[]): Promise<T | NotRun> {
  try {
    return await run;
  } catch (error) {
    if (!(error instanceof CosimError) || !exits.includes(error.exit)) throw error;
    const { message, help } = error.diagnostic;
    return { notRun: help ? `${message}. ${help}` : message };
  }
}

/** Loaded when it is asked for: the layout library is large. The schematic is that of the datapath, without its interface. */
async function page({ design, pipeline }: Compiled, findings: Findings): Promise<string> {
  const { htmlPage } = await import('../backends/report/html/page.ts');
  const { report, accuracy, accuracyNote } = findings;
  const highlights = highlightsOf(findings);
  return htmlPage({
    report,
    doc: design.doc,
    netlists: pipeline,
    highlights,
    tables: tablesOf(findings),
    accuracy,
    accuracyNote,
  });
}

/** As JSON: without the single samples. */
function plain({ report, synthesis, placement, accuracy, accuracyNote }: Findings): object {
  const figures = accuracy.map(({ samples, ...rest }) => ({ ...rest, results: samples.length }));
  return { ...report, synthesis, ...(placement && { placement }), accuracy: { rows: accuracyNote, outputs: figures } };
}

function printReport(findings: Findings): void {
  const { name, latency, ii, sequential, registerBits, device } = findings.report;
  const clocking = sequential ? `clocked, ${registerBits} register bits` : 'combinational';
  print(`${paint.bold(name)}  latency ${latency}, II ${ii}, ${clocking}, ${device}`);
  for (const { title, head, rows, notes } of [...tablesOf(findings), accuracyTable(findings)]) {
    print(`\n${paint.bold(title)}`);
    print(table(head, rows));
    for (const note of notes) print(paint.dim(note));
  }
}
