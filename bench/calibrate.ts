/**
 * Fits the size model to Yosys: `npm run calibrate`. Measures what has changed since the last time (everything takes some
 * minutes), writes the factors to generators/timing/calibration.ts and the errors to docs/estimates.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadDesign } from '../generators/cli/load-design.ts';
import { compile } from '../generators/compile.ts';
import { flatten } from '../generators/netlist/flatten.ts';
import type { Netlist } from '../generators/netlist/netlist.ts';
import { LUT_KINDS } from '../generators/timing/area.ts';
import { mapNetlist } from '../generators/timing/mapping.ts';
import { TARGET_DEVICES, type TargetName } from '../generators/timing/targets.ts';
import { BENCH_DESIGNS } from './calibration/designs.ts';
import { estimated, type Factors, fitFactors, structureOf, summary } from './calibration/fit.ts';
import { MEASURED, type Measurements, measure } from './calibration/measure.ts';

const ROOT = join(import.meta.dirname, '..');

/** A design beside its estimate. */
interface Comparison {
  readonly design: string;
  readonly heldOut: boolean;
  readonly measured: number;
  readonly estimate: number;
  /** Of the estimate, less 1. */
  readonly error: number;
}

interface Result {
  readonly target: TargetName;
  readonly factors: Factors;
  readonly comparisons: readonly Comparison[];
  /** Designs whose DSP blocks and whose flip-flops are estimated exactly, of those that have any. */
  readonly exact: { readonly dsp: string; readonly ff: string };
}

const heldOut = new Set(BENCH_DESIGNS.filter((d) => d.heldOut).map((d) => d.argument));

function resultFor(target: TargetName, { rows }: Measurements, netlists: ReadonlyMap<string, Netlist>): Result {
  const all = rows
    .filter((row) => row.target === target)
    .map(({ design, runs }) => {
      const netlist = netlists.get(design) as Netlist;
      return {
        design,
        runs,
        netlist,
        structure: structureOf(netlist, target, false),
        measured: runs[runs.length - 1].lut,
      };
    });
  // What becomes no LUT at all has no relative error.
  const observed = all.filter(({ measured }) => measured > 0);
  const factors = fitFactors(observed.filter(({ design }) => !heldOut.has(design)));
  const comparisons = observed.map(({ design, structure, measured }) => {
    const estimate = Math.round(estimated(structure, factors));
    return { design, heldOut: heldOut.has(design), measured, estimate, error: estimate / measured - 1 };
  });
  const hits = (key: 'dsp' | 'ff') => {
    const pairs = all.map(({ netlist, runs }) => {
      const mapped = mapNetlist(netlist, TARGET_DEVICES[target], true);
      return [mapped.reduce((sum, { cost }) => sum + cost[key], 0), runs[0][key]];
    });
    const used = pairs.filter(([ours, theirs]) => ours > 0 || theirs > 0);
    return `${used.filter(([ours, theirs]) => ours === theirs).length} of ${used.length}`;
  };
  return { target, factors, comparisons, exact: { dsp: hits('dsp'), ff: hits('ff') } };
}

/** `calibration.ts`. UltraScale+ has the LUT of 7 series. */
function factorsModule(results: readonly Result[], tool: string): string {
  const targets: [string, Factors][] = results.flatMap(({ target, factors }): [string, Factors][] =>
    target === 'xc7'
      ? [
          ['xc7', factors],
          ['xcup', factors],
        ]
      : [[target, factors]],
  );
  const entry = ([target, factors]: [string, Factors]) =>
    `  ${target}: {\n${LUT_KINDS.map((kind) => `    ${kind}: ${factors[kind]},`).join('\n')}\n  },`;
  return `/**
 * LUTs that synthesis takes for one that the structure asks for, by target and kind. Made by \`npm run calibrate\` from
 * bench/calibration/measurements.json, so do not edit: ${tool}, ${BENCH_DESIGNS.length - heldOut.size} designs;
 * docs/estimates.md tells the errors.
 */
import type { LutKind } from './area.ts';
import type { TargetName } from './targets.ts';

export const LUT_FACTORS: Readonly<Record<TargetName, Readonly<Record<LutKind, number>>>> = {
${targets.map(entry).join('\n')}
};
`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function errorTables(results: readonly Result[], tool: string): string {
  const line = ({ target, comparisons, exact }: Result) => {
    const cells = [false, true].flatMap((held) => {
      const { median, p90, worst } = summary(comparisons.filter((c) => c.heldOut === held).map((c) => c.error));
      return [percent(median), percent(p90), percent(worst)];
    });
    return `| ${target} | ${cells.join(' | ')} | ${exact.dsp} | ${exact.ff} |`;
  };
  const counts = (held: boolean) => results[0].comparisons.filter((c) => c.heldOut === held).length;
  const cell = (design: string, target: TargetName) => {
    const found = results.find((r) => r.target === target)?.comparisons.find((c) => c.design === design);
    return found ? `${found.measured} / ${found.estimate}` : '0';
  };
  const name = (design: string) => (design.length > 70 ? `${design.slice(0, 60)}...` : design);
  const rows = BENCH_DESIGNS.map(
    ({ argument, heldOut }) =>
      `| \`${name(argument)}\`${heldOut ? ' (held out)' : ''} | ${MEASURED.map((t) => cell(argument, t)).join(' | ')} |`,
  );
  return `Relative error of the LUT estimate against ${tool}, without DSP blocks: ${counts(false)} fitted designs, ${counts(true)} held out.

| target | median, fitted | 90 % below | worst | median, held out | 90 % below | worst | DSP exact | FF exact |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${results.map(line).join('\n')}

LUTs, measured / estimated:

| design | ${MEASURED.join(' | ')} |
| --- |${MEASURED.map(() => ' --- |').join('')}
${rows.join('\n')}
`;
}

const measurements = await measure((phrase) => process.stderr.write(`${phrase}\n`));
const results: Result[] = [];
for (const target of MEASURED) {
  const netlists = new Map<string, Netlist>();
  for (const { argument } of BENCH_DESIGNS)
    netlists.set(argument, flatten(compile(await loadDesign(argument, {}), { target }).netlists));
  results.push(resultFor(target, measurements, netlists));
}
writeFileSync(join(ROOT, 'generators/timing/calibration.ts'), factorsModule(results, measurements.tool));
const page = join(ROOT, 'docs/estimates.md');
const marker = '<!-- made by npm run calibrate -->\n';
const [before] = readFileSync(page, 'utf8').split(marker);
const tables = errorTables(results, measurements.tool);
writeFileSync(page, `${before}${marker}\n${tables}`);
process.stdout.write(tables.split('\nLUTs, measured')[0]);
