/** The report as tables, for the terminal and for the page. */
import type { Placement } from '../../cosim/placement/nextpnr.ts';
import type { Synthesis, SynthesisRun } from '../../cosim/synthesis/yosys.ts';
import type { Accuracy } from '../backends/report/accuracy.ts';
import type { OperatorCounts } from '../backends/report/counts.ts';
import type { PageTable } from '../backends/report/html/page.ts';
import type { LevelDepth, PathStep } from '../backends/report/paths.ts';
import type { Estimate, Report, StreamReport } from '../backends/report/report.ts';

/** A tool that did not run, and why. */
export interface NotRun {
  readonly notRun: string;
}

/** All that is known of a design. */
export interface Findings {
  readonly report: Report;
  readonly synthesis: Synthesis | NotRun;
  /** Undefined for targets that are not placed. */
  readonly placement: Placement | NotRun | undefined;
  readonly accuracy: readonly Accuracy[];
  readonly accuracyNote: string;
}

export function tablesOf(findings: Findings): PageTable[] {
  const { report } = findings;
  return [
    resources(findings),
    ...(report.stages.length > 1 ? [stages(report)] : []),
    ...(report.streams ? streamTables(report.streams) : []),
    path(report),
    operators(report),
    ports(report),
  ];
}

/** The figures that a reader looks for first. */
export function highlightsOf({ report, synthesis, placement }: Findings): { figure: string; of: string }[] {
  const [best]: readonly (SynthesisRun | Estimate)[] = 'notRun' in synthesis ? report.estimates : synthesis.runs;
  const by = 'notRun' in synthesis ? 'estimated' : 'synthesised';
  const area = (['lut', 'ff', 'dsp', 'bram'] as const)
    .filter((key) => key === 'lut' || best[key] > 0)
    .map((key) => ({ figure: String(best[key]), of: `${key.toUpperCase()}, ${by}` }));
  const placed = placement !== undefined && 'reachedMHz' in placement;
  return [
    { figure: plural(report.latency, 'cycle'), of: 'latency' },
    { figure: String(report.ii), of: 'II' },
    ...area,
    { figure: plural(report.estimates[0].depth.levels, 'level'), of: 'logic depth, estimated' },
    ...(report.sequential ? [{ figure: String(report.registerBits), of: 'register bits' }] : []),
    ...(report.frequency === undefined
      ? []
      : [{ figure: `${report.frequency.toFixed(0)} MHz`, of: 'by the delay model' }]),
    ...(placed ? [{ figure: `${placement.reachedMHz.toFixed(1)} MHz`, of: 'placed and routed, iCE40 HX' }] : []),
  ];
}

function resources({ report, synthesis, placement }: Findings): PageTable {
  const row = (name: string, all: readonly unknown[], r: SynthesisRun | Estimate) => [
    all.length === 1 ? name : `${name}, ${r.dspAllowed ? 'with DSP' : 'LUTs only'}`,
    ...[r.lut, r.ff, r.dsp, r.bram].map(String),
  ];
  const ran = 'notRun' in synthesis ? [] : synthesis.runs;
  return {
    title: `Resources on ${report.target}`,
    head: ['', 'LUT', 'FF', 'DSP', 'BRAM', 'depth'],
    rows: [
      ...report.estimates.map((e) => [...row('estimate', report.estimates, e), depthText(e.depth)]),
      ...ran.map((run) => [...row('synthesis', ran, run), '']),
      ...('notRun' in synthesis ? [['synthesis', 'not run', '', '', '', '']] : []),
    ],
    notes: [
      `Synthesis: ${'notRun' in synthesis ? `not run: ${synthesis.notRun}` : synthesis.version}`,
      ...ran.map((run) => `${run.command}: ${cellsText(run.cells)}`),
      ...(placement === undefined ? [] : [`Placement: ${placementText(placement)}`]),
    ],
  };
}

function placementText(placement: Placement | NotRun): string {
  if ('notRun' in placement) return `not run: ${placement.notRun}`;
  const { reachedMHz, aimedMHz, cells, device, version } = placement;
  return `${reachedMHz.toFixed(1)} MHz where ${aimedMHz} MHz was aimed at, between registers at all ports, ${cells.used} of ${cells.available} logic cells of ${device} with these registers; ${version}`;
}

function stages({ stages, frequency }: Report): PageTable {
  const scheduled = frequency !== undefined;
  const allows = scheduled ? `By the delay model, the slowest stage allows ${frequency.toFixed(0)} MHz. ` : '';
  return {
    title: 'Stages',
    head: [
      'stage',
      'what is in it',
      'register bits after it',
      'longest path',
      'ends at',
      ...(scheduled ? ['delay', 'slack'] : []),
    ],
    rows: stages.map(({ operators, registerBits, depth, timing }, stage) => [
      String(stage),
      contents(operators),
      registerBits === 0 ? '-' : String(registerBits),
      depthText(depth),
      depth.path.at(-1)?.signal ?? '',
      ...(timing ? [`${timing.delay.toFixed(2)} ns`, `${timing.slack.toFixed(2)} ns`] : []),
    ]),
    notes: [`${allows}Registers with an initial value are state: they and the loops through them lie within a stage.`],
  };
}

function streamTables({ layers, fifos }: StreamReport): PageTable[] {
  const scheduled = layers.some((l) => l.frequency !== undefined);
  return [
    {
      title: 'Layers',
      head: ['layer', 'hardware', 'result', 'cycles for a row', 'pipeline', ...(scheduled ? ['allows'] : [])],
      rows: layers.map(({ name, hardware, beats, elements, cycles, latency, frequency }) => [
        name,
        hardware,
        `${plural(beats, 'beat')} of ${elements}`,
        String(cycles),
        plural(latency, 'cycle'),
        ...(scheduled ? [frequency === undefined ? '' : `${frequency.toFixed(0)} MHz`] : []),
      ]),
      notes: ['The layer with the most cycles sets the interval between rows, unless it waits for others.'],
    },
    {
      title: 'FIFOs',
      head: ['from', 'to', 'bits of a beat', 'beats of a row', 'depth'],
      rows: fifos.map(({ from, to, width, beats, depth }) => [from, to, ...[width, beats, depth].map(String)]),
      notes: ['Each depth above 1 is needed: with one place less, rows leave less often.'],
    },
  ];
}

function contents(counts: OperatorCounts): string {
  const parts = [
    [counts.adders.count, 'adder'],
    [counts.multipliers.reduce((sum, m) => sum + m.count, 0), 'multiplier'],
    [counts.comparators.count, 'comparator'],
    [counts.shifters.count, 'shifter'],
    [counts.muxes.count, 'mux'],
    [counts.roms.count, 'ROM'],
    [counts.memories.count, 'RAM'],
    [counts.logicBits, 'bit'],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, noun]) => plural(count, noun));
  return named.join(', ').replace(/(\d+ bits?)$/, '$1 of logic') || 'wires';
}

function path({ depth, estimates: [estimate] }: Report): PageTable {
  const level = estimate.depth;
  const step = ({ operation, signal, width }: PathStep) =>
    `${operation}${signal === null ? '' : ` ${signal}`}[${width}]`;
  return {
    title: 'Longest path, by estimate',
    head: ['depth', 'carry', 'operations in a row'],
    rows: [[depthText(level), plural(level.carryBits, 'bit'), String(depth.operations)]],
    notes: [level.path.map(step).join(' → ')],
  };
}

function ports({ ports }: Report): PageTable {
  return {
    title: 'Ports',
    head: ['port', '', 'bits', 'format'],
    rows: ports.map(({ name, direction, width, format, elements }) => [
      name,
      direction,
      String(width),
      elements === undefined ? format : `${format}[${elements}]`,
    ]),
    notes: [],
  };
}

/** One row; where there are several modules, one for each and one for all together. */
function operators({ modules, operators }: Report): PageTable {
  const head = ['adders', 'multipliers', 'comparators', 'muxes', 'shifters', 'ROMs', 'RAMs', 'logic', 'registers'];
  const title = 'Operations';
  if (modules.length === 1) return { title, head, rows: [operatorCells(operators)], notes: [] };
  const rows = modules.map((m) => [
    m.instances > 1 ? `${m.name} x ${m.instances}` : m.name,
    ...operatorCells(m.operators),
  ]);
  return { title, head: ['module', ...head], rows: [...rows, ['together', ...operatorCells(operators)]], notes: [] };
}

function operatorCells(counts: OperatorCounts): string[] {
  const amount = ({ count, bits }: { count: number; bits: number }) => (count === 0 ? '-' : `${count} (${bits} bits)`);
  const products = counts.multipliers.map(
    ({ count, operands: [a, b], constant }) => `${count} of ${a}x${b}${constant ? ' constant' : ''}`,
  );
  const words = ({ count, words, bits }: OperatorCounts['roms']) =>
    count === 0 ? '-' : `${count} (${words} words, ${bits} bits)`;
  return [
    amount(counts.adders),
    products.join('\n') || '-',
    amount(counts.comparators),
    amount(counts.muxes),
    amount(counts.shifters),
    words(counts.roms),
    words(counts.memories),
    counts.logicBits === 0 ? '-' : `${counts.logicBits} bits`,
    amount(counts.registers),
  ];
}

/** On the page plots stand in its place. */
export function accuracyTable({ accuracy, accuracyNote }: Findings): PageTable {
  const ulps = (x: number) => `${Number(x.toPrecision(3))}`;
  return {
    title: 'Error in ulp, against real arithmetic',
    head: ['output', 'format', 'results', 'largest', 'mean', 'RMS', 'within half', 'out of range'],
    rows: accuracy.map((a) => [
      a.output,
      a.format,
      String(a.samples.length),
      ulps(a.largest),
      ulps(a.mean),
      ulps(a.rms),
      `${Math.floor(a.nearest * 1000) / 10} %`,
      String(a.beyond),
    ]),
    notes: [accuracyNote],
  };
}

function depthText({ dsps, levels }: LevelDepth): string {
  return `${dsps > 0 ? `${plural(dsps, 'DSP block')} + ` : ''}${plural(levels, 'level')}`;
}

function cellsText(cells: Readonly<Record<string, number>>): string {
  return Object.entries(cells)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : noun.endsWith('x') ? 'es' : 's'}`;
}
