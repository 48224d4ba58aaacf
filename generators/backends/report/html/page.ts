import { flatten } from '../../../netlist/flatten.ts';
import type { NetDesign } from '../../../netlist/netlist.ts';
import { stagesOf } from '../../../timing/stages.ts';
import { template } from '../../template.ts';
import type { Accuracy } from '../accuracy.ts';
import type { Report } from '../report.ts';
import { drawSchematic } from './draw.ts';
import { layOut } from './layout.ts';
import { errorHistogram, errorPlot } from './plots.ts';
import { type Schematic, schematicOf } from './schematic.ts';
import { streamSchematic } from './stream-schematic.ts';

/** A table of the page; the first column names the row. */
export interface PageTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Lines below. */
  readonly notes: readonly string[];
}

export interface PageInput {
  readonly report: Report;
  readonly doc: string | undefined;
  readonly netlists: NetDesign;
  /** The few figures that matter most. */
  readonly highlights: readonly { readonly figure: string; readonly of: string }[];
  readonly tables: readonly PageTable[];
  readonly accuracy: readonly Accuracy[];
  /** What the accuracy was measured over. */
  readonly accuracyNote: string;
}

interface PageView extends PageInput {
  readonly schematic: string;
  readonly grain: string;
  readonly plots: readonly {
    readonly title: string;
    readonly summary: string;
    readonly exact: boolean;
    readonly error: string;
    readonly histogram: string;
  }[];
}

/** Outputs whose error is drawn. */
const PLOTTED = 4;

/** One page of HTML that needs nothing from anywhere: styles and drawings are inside. */
export async function htmlPage(input: PageInput): Promise<string> {
  const { streams } = input.report;
  const schematic = streams ? streamSchematic(streams) : schematicOfNetlist(input.netlists);
  const view: PageView = {
    ...input,
    schematic: drawSchematic(await layOut(schematic), `Schematic of ${input.report.name}`),
    grain: schematic.grain,
    plots: input.accuracy
      .filter((a) => a.samples.length > 0)
      .slice(0, PLOTTED)
      .map(plotView),
  };
  return template<PageView>('report', 'page.html', 'html')(view);
}

function schematicOfNetlist(netlists: NetDesign): Schematic {
  const flat = flatten(netlists);
  return schematicOf(flat, stagesOf(flat));
}

function plotView(accuracy: Accuracy): PageView['plots'][number] {
  const { output, format, samples, largest } = accuracy;
  const exact = largest === 0;
  return {
    title: `${output} (${format})`,
    summary: exact ? `No error in ${samples.length} results.` : accuracySummary(accuracy),
    exact,
    error: exact ? '' : errorPlot(accuracy),
    histogram: exact ? '' : errorHistogram(accuracy),
  };
}

/** The figures of one output, as a sentence. */
export function accuracySummary({ samples, largest, mean, rms, nearest, beyond }: Accuracy): string {
  const ulps = (x: number) => `${Number(x.toPrecision(3))} ulp`;
  const rest = beyond > 0 ? `; ${beyond} more beyond the range, infinite or NaN` : '';
  return `${samples.length} results: largest error ${ulps(largest)}, mean ${ulps(mean)}, RMS ${ulps(rms)}, ${percent(nearest)} within half an ulp${rest}.`;
}

function percent(share: number): string {
  return `${Number((Math.floor(share * 1000) / 10).toFixed(1))} %`;
}
