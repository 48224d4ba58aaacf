import { hlsSystemc } from '../../cosim/hls/systemc.ts';
import { hlsBackend } from '../backends/hls/index.ts';
import { verilogBackend } from '../backends/verilog/verilog.ts';
import { type Compiled, emit } from '../compile.ts';
import { EXIT, fail } from '../diagnostics/diagnostic.ts';
import { showValue } from '../exact/text.ts';
import { type Type, widthOf } from '../formats/format.ts';
import { unpackRows } from '../golden/packing.ts';
import { elementOf, inputsOf, outputsOf } from '../ir/ir.ts';
import type { Manifest } from '../manifest.ts';
import { type CheckResult, checkDesign, type Verdict } from './check-design.ts';
import type { StreamFault, StreamFinding } from './check-stream.ts';
import { compileArgument, type HardwareOptions } from './compile-design.ts';
import type { Difference } from './first-difference.ts';
import { judges } from './judges.ts';
import type { Failure } from './shrink-failure.ts';
import { type ChosenStimuli, chooseStimuli, rawText } from './stimuli.ts';
import { paint, print, printJson, progress } from './terminal.ts';

/** Rows of a co-simulation that are also evaluated exactly. */
const EXACT_ROWS = 2000;

export interface CosimOptions extends HardwareOptions {
  readonly vectors?: string;
  readonly seed: string;
  readonly ignore?: string;
  readonly simulator?: string;
  readonly hls?: boolean;
  readonly waveform?: string;
  readonly json?: boolean;
}

/** Builds, simulates and compares; 0 where every telling agrees on every row, else 1. */
export async function cosimCommand(argument: string, options: CosimOptions): Promise<number> {
  const seed = seedOf(options.seed);
  const compiled = await compileArgument(argument, options);
  const stimuli = chooseStimuli(compiled, {
    vectors: options.vectors,
    seed,
    ignore: options.ignore?.split(',') ?? [],
  });
  const { simulator, referee } = await judges(compiled, stimuli, options.simulator, seed);
  const simulators = [simulator, ...(options.hls ? [hlsSystemc] : [])];
  const backends = [verilogBackend, ...(options.hls ? [hlsBackend('systemc')] : [])];
  // The emitted test benches stay out: the simulators bring harnesses of their own.
  const files = emit(compiled, backends, { inputs: [], outputs: [] });
  const bar = progress();
  const result = await checkDesign({
    compiled,
    files,
    stimuli,
    seed,
    simulators,
    referee,
    exactRows: EXACT_ROWS,
    waveform: options.waveform,
    progress: bar.say,
  }).finally(bar.done);
  const wrong = result.verdicts.reduce((sum, v) => sum + v.wrongRows, 0);
  const asked = [...simulators, ...(referee ? [referee.simulator] : [])];
  const versions = new Map(await Promise.all(asked.map(async (s) => [s.name, (await s.probe()) ?? ''] as const)));
  if (options.json) printJson(jsonOf(compiled, stimuli, result, versions));
  else printResult(argument, options, compiled, stimuli, result, versions);
  return wrong === 0 ? EXIT.fine : EXIT.failed;
}

function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed))
    fail('BW6008', `the seed is a whole number from 0 to 2^53 - 1, not '${text}'`);
  return seed;
}

function jsonOf(
  compiled: Compiled,
  stimuli: ChosenStimuli,
  result: CheckResult,
  versions: ReadonlyMap<string, string>,
) {
  return {
    name: compiled.manifest.name,
    vectors: { kind: stimuli.kind, rows: stimuli.count },
    tellings: result.verdicts.map((v) => ({ ...v, version: versions.get(v.telling) })),
    accuracy: Object.fromEntries(accuracies(compiled, stimuli, result)),
    mismatches: result.verdicts.reduce((sum, v) => sum + v.wrongRows, 0),
  };
}

function printResult(
  argument: string,
  options: CosimOptions,
  compiled: Compiled,
  stimuli: ChosenStimuli,
  result: CheckResult,
  versions: ReadonlyMap<string, string>,
): void {
  print(`${paint.bold(compiled.manifest.name)}: ${stimuli.count} rows (${stimuli.kind})`);
  for (const v of result.verdicts) {
    const verdict =
      v.wrongRows === 0 ? paint.green('agrees') : paint.red(v.stream ? 'fails' : `${v.wrongRows} rows differ`);
    const version =
      versions.get(v.telling) ?? `exact arithmetic over rationals${v.kept ? ', kept from an earlier run' : ''}`;
    const sample = v.sample ? `${version}; ${v.sample}` : version;
    const note = v.stream ? trafficText(v.stream, compiled.manifest, version) : sample;
    print(
      `  ${v.telling.padEnd(12)} = golden on ${String(v.rows).padStart(10)} rows  ${verdict}  ${paint.dim(`${v.seconds.toFixed(2)} s, ${note}`)}`,
    );
  }
  for (const v of result.verdicts)
    if (v.stream?.fault) printFault(argument, options, compiled, v, v.stream, v.stream.fault);
    else if (v.wrongRows > 0) printMismatches(argument, options, compiled, v);
  for (const [name, share] of accuracies(compiled, stimuli, result))
    print(`  accuracy of ${name}: ${(100 * share).toFixed(2)} % of ${stimuli.count} rows`);
  const wrong = result.verdicts.reduce((sum, v) => sum + v.wrongRows, 0);
  print(wrong === 0 ? paint.green('0 mismatches') : paint.red(`${wrong} mismatches`));
}

/** The first line of a simulator names its version, and what was measured; the latency was, where it is fixed. */
function trafficText({ traffic, interval, resets }: StreamFinding, manifest: Manifest, version: string): string {
  const { latency, ii, channels } = manifest;
  const fixed = ii === 1 && channels?.input.beats === 1 && channels.output.beats === 1;
  if (interval !== undefined) {
    const stated = interval === ii ? '' : ` (${ii} by the manifest)`;
    return `${version}; ${traffic}: II ${Number(interval.toFixed(2))}${stated}${fixed ? `, latency ${latency}` : ''}`;
  }
  return resets > 0 ? `${traffic} (${resets})` : traffic;
}

/** A handshake that went wrong: which row, when, and the seed that does it again. */
function printFault(
  argument: string,
  options: CosimOptions,
  compiled: Compiled,
  verdict: Verdict,
  { traffic }: StreamFinding,
  fault: StreamFault,
): void {
  print(`\n${paint.bold(verdict.telling)} ${fault.message}`);
  const { beats } = (compiled.manifest.channels as NonNullable<Manifest['channels']>).output;
  const beat = fault.beat === undefined ? '' : `, beat ${fault.beat} of ${beats}`;
  print(`  row ${fault.row}${beat}, cycle ${fault.cycle} after reset, under ${traffic}, seed ${options.seed}`);
  const inputs = inputsOf(compiled.design);
  for (const [i, word] of fault.inputs.entries()) print(`  ${inputs[i].name} = ${shown(word, inputs[i].type)}`);
  for (const [i, port] of outputsOf(compiled.design).entries())
    for (const [telling, words] of [
      ['golden', fault.expected],
      [verdict.telling, fault.actual],
    ] as const)
      if (words.length > 0)
        print(`  ${port.name} by ${telling.padEnd(10)} ${shown(words[i], beatType(port.type, beats))}`);
  const vectors = options.vectors ? ['--vectors', options.vectors] : [];
  print(`repeat it with\n  ${repeatCommand(argument, options, verdict, [...vectors, '--seed', options.seed])}`);
}

/** Share of rows in which an output is what the data file expects of it. */
function accuracies(compiled: Compiled, stimuli: ChosenStimuli, result: CheckResult): [string, number][] {
  if (stimuli.labels.size === 0) return [];
  const ports = outputsOf(compiled.design).map((p) => ({ name: p.name, width: widthOf(p.type) }));
  const words = unpackRows(ports, result.golden(), stimuli.count);
  return [...stimuli.labels].map(([name, expected]) => {
    const port = ports.findIndex((p) => p.name === name);
    return [name, expected.filter((word, row) => words[row][port] === word).length / stimuli.count];
  });
}

function printMismatches(argument: string, options: CosimOptions, compiled: Compiled, verdict: Verdict): void {
  const outputs = outputsOf(compiled.design);
  print(`\n${paint.bold(verdict.telling)}: the first differences`);
  for (const m of verdict.mismatches.slice(0, 4))
    print(
      `  row ${m.row}, ${outputs[m.port].name}: golden ${shown(m.expected, outputs[m.port].type)}, ${verdict.telling} ${shown(m.actual, outputs[m.port].type)}`,
    );
  if (verdict.failure) printFailure(argument, options, compiled, verdict, verdict.failure);
}

function printFailure(
  argument: string,
  options: CosimOptions,
  compiled: Compiled,
  verdict: Verdict,
  failure: Failure,
): void {
  const inputs = inputsOf(compiled.design);
  print(`smallest failing stimulus, ${failure.rows.length} row${failure.rows.length === 1 ? '' : 's'}; the last one:`);
  const last = failure.rows[failure.rows.length - 1];
  for (const [i, port] of inputs.entries()) print(`  ${port.name} = ${shown(last[i], port.type)}`);
  for (const [i, port] of outputsOf(compiled.design).entries())
    for (const [telling, words] of [
      ['exact', failure.exact],
      ['golden', failure.golden],
      [verdict.telling, failure.actual],
    ] as const)
      print(`  ${port.name} by ${telling.padEnd(10)} ${shown(words[i], port.type)}`);
  if (failure.inside) printDifference(verdict.telling, failure.inside);
  const stimuli = ['--vectors', rawText(failure.rows)];
  print(`repeat it with\n  ${repeatCommand(argument, options, verdict, stimuli)}`);
}

/** Where it begins, and what goes into that. */
function printDifference(telling: string, { signal, note, cycle, width, golden, actual, operands }: Difference): void {
  const raw = (word: bigint) => `0x${word.toString(16).padStart(Math.ceil(width / 4), '0')}`;
  const when = cycle === undefined ? '' : ` in cycle ${cycle} since the reset`;
  print(`it begins at ${paint.bold(signal)}${note === undefined ? '' : ` (${note})`}${when}:`);
  print(`  golden ${raw(golden)}, ${telling} ${actual === undefined ? 'undefined' : raw(actual)}`);
  for (const { signal: name, word } of operands) print(`  made from ${name} = 0x${word.toString(16)}`);
}

function repeatCommand(argument: string, options: CosimOptions, verdict: Verdict, stimuli: readonly string[]): string {
  const quoted = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const kept = [
    ...(options.round ? ['--round', options.round] : []),
    ...(options.overflow ? ['--overflow', options.overflow] : []),
    ...(options.interface === undefined ? [] : ['--interface', options.interface]),
    ...(options.param ?? []).flatMap((p) => ['--param', p]),
    '--target',
    options.target,
    ...(options.freq === undefined ? [] : ['--freq', options.freq]),
    ...(options.latency === undefined ? [] : ['--latency', options.latency]),
    ...(verdict.telling === hlsSystemc.name ? ['--hls'] : ['--simulator', verdict.telling]),
  ];
  return ['bitwright', 'cosim', argument, ...kept, ...stimuli].map(quoted).join(' ');
}

/** What one of so many beats of a port holds. */
function beatType(type: Type, beats: number): Type {
  return type.kind === 'vector' ? { ...type, length: type.length / beats } : type;
}

/** Raw word and value; of a vector the first elements. */
function shown(word: bigint, type: Type): string {
  const raw = `0x${word.toString(16).padStart(Math.ceil(widthOf(type) / 4), '0')}`;
  if (type.kind !== 'vector') return `${raw} (${showValue(word, type)})`;
  const width = widthOf(type.element);
  const values = Array.from({ length: Math.min(type.length, 8) }, (_, i) =>
    showValue(BigInt.asUintN(width, word >> BigInt(i * width)), elementOf(type)),
  );
  return `${raw} (${values.join(', ')}${type.length > 8 ? ', ...' : ''})`;
}
