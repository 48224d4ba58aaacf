/** Which rows a design is run with: the joint between `--vectors`, the formats of the ports, and the generators of cosim. */
import { existsSync, readFileSync } from 'node:fs';
import { CosimError } from '../../cosim/error.ts';
import { readCsv } from '../../cosim/vectors/csv.ts';
import { exhaustiveSource, type RowSource, randomSource } from '../../cosim/vectors/made.ts';
import { cornerRows, randomRows, type Stimuli } from '../../cosim/vectors.ts';
import type { Compiled } from '../compile.ts';
import { DiagnosticError, fail } from '../diagnostics/diagnostic.ts';
import { parseValue } from '../exact/text.ts';
import { cornerWords } from '../formats/corners.ts';
import { type Type, widthOf } from '../formats/format.ts';
import { packedWords } from '../golden/golden.ts';
import { packRows } from '../golden/packing.ts';
import { elementOf, inputsOf, outputsOf, type Port } from '../ir/ir.ts';
import { topOf } from '../netlist/netlist.ts';
import { readWords } from './words.ts';

/** Rows that go into the emitted test benches; fewer where a row takes many cycles, so that they end soon. */
const [BENCH_ROWS, BENCH_CYCLES, FEWEST_BENCH_ROWS] = [256, 8192, 8];
/** Input bits up to which all combinations are the default. */
const EXHAUSTIVE_BITS = 16;
/** Random rows beside the corners, where the combinations are too many. */
const DEFAULT_RANDOM = 10_000;
/** Cycles that the default rows take at full rate, at most; but so many random rows there are. */
const [DEFAULT_CYCLES, FEWEST_RANDOM] = [1_000_000, 100];
/** Random rows beside the corners that a second simulator looks at. */
export const REFEREE_ROWS = 2 ** 20;

/** Rows, listed or made on demand. */
export type ChosenStimuli = (Stimuli | RowSource) & Choice;

/** Rows from a file. */
export type ListedStimuli = Stimuli & Choice;

interface Choice {
  /** In words, for the report. */
  readonly kind: string;
  /** Expected words that a CSV file gives for some outputs (labels of a data set), one list per output of that name. */
  readonly labels: ReadonlyMap<string, readonly bigint[]>;
}

const sized = (ports: readonly Port[]) => ports.map((p) => ({ name: p.name, width: widthOf(p.type) }));

/** Corner words of a port, a vector's the same in every element. */
export function cornersOf(type: Type): bigint[] {
  const words = cornerWords(elementOf(type));
  if (type.kind !== 'vector') return words;
  const width = BigInt(widthOf(type.element));
  return words.map((w) =>
    Array.from({ length: type.length }, (_, i) => w << (BigInt(i) * width)).reduce((a, b) => a | b),
  );
}

/** Cycles that a row takes at full rate. */
function paceOf({ manifest: { ii, channels } }: Compiled): number {
  return Math.max(ii, channels?.input.beats ?? 1, channels?.output.beats ?? 1);
}

/** Rows for the emitted benches: corners first, then random, always the same. */
export function benchRows(compiled: Compiled): Stimuli {
  const inputs = inputsOf(compiled.design);
  const ports = sized(inputs);
  if (ports.length === 0) return { rows: new Uint32Array(0), count: 1 };
  const corners = cornerRows(
    ports,
    inputs.map((p) => cornersOf(p.type)),
    1,
  );
  const most = Math.min(BENCH_ROWS, Math.max(FEWEST_BENCH_ROWS, Math.floor(BENCH_CYCLES / paceOf(compiled))));
  const random = randomRows(ports, most, 1);
  const stride = random.rows.length / random.count;
  const half = Math.min(corners.count, most / 2);
  const step = corners.count / half;
  const rows = new Uint32Array(most * stride);
  for (let i = 0; i < most; i++) {
    const from = i < half ? Math.floor(i * step) : i;
    rows.set((i < half ? corners : random).rows.subarray(from * stride, (from + 1) * stride), i * stride);
  }
  return { rows, count: most };
}

/** Corners, random rows, and the rows that are given. */
export function refereeRows(compiled: Compiled, seed: number, given: Uint32Array): Stimuli {
  const inputs = inputsOf(compiled.design);
  const ports = sized(inputs);
  const corners = cornerRows(
    ports,
    inputs.map((p) => cornersOf(p.type)),
    seed,
  );
  const sample = joined(corners, randomRows(ports, REFEREE_ROWS, seed));
  return joined(sample, { rows: given, count: given.length / packedWords(ports) });
}

export interface StimuliOptions {
  readonly vectors?: string;
  readonly seed: number;
  readonly ignore: readonly string[];
}

export function chooseStimuli(compiled: Compiled, options: StimuliOptions): ChosenStimuli {
  const inputs = inputsOf(compiled.design);
  const ports = sized(inputs);
  const none = new Map<string, readonly bigint[]>();
  if (ports.length === 0)
    return { rows: new Uint32Array(0), count: 1, kind: 'the one evaluation of a constant', labels: none };
  const corners = () =>
    cornerRows(
      ports,
      inputs.map((p) => cornersOf(p.type)),
      options.seed,
    );
  const bits = ports.reduce((sum, p) => sum + p.width, 0);
  const { vectors } = options;
  if (vectors === undefined) {
    // Registers of a pipeline keep nothing from row to row: without state of its own a design has seen all when it has seen each.
    if (bits <= EXHAUSTIVE_BITS && !topOf(compiled.reference).sequential)
      return { ...exhaustiveSource(ports), kind: 'exhaustive', labels: none };
    const most = Math.max(FEWEST_RANDOM, Math.floor(DEFAULT_CYCLES / paceOf(compiled)));
    const random = Math.min(DEFAULT_RANDOM, most);
    const both = joined(corners(), randomRows(ports, random, options.seed));
    return { ...both, kind: `corners and ${random} random, seed ${options.seed}`, labels: none };
  }
  if (vectors === 'exhaustive') return { ...exhaustiveSource(ports), kind: 'exhaustive', labels: none };
  if (vectors === 'corners') return { ...corners(), kind: 'corners', labels: none };
  const count = /^random:(\d{1,9})$/.exec(vectors);
  if (count && Number(count[1]) > 0)
    return {
      ...randomSource(ports, Number(count[1]), options.seed),
      kind: `${count[1]} random, seed ${options.seed}`,
      labels: none,
    };
  if (vectors.startsWith('raw:'))
    return { ...rawRows(vectors, inputs), kind: 'given on the command line', labels: none };
  if (!existsSync(vectors))
    fail('BW4004', `there are no vectors '${vectors}'`, {
      help: 'give exhaustive, corners, random:N, raw:WORDS or the path of a CSV file',
    });
  return csvFile(vectors, { inputs, outputs: outputsOf(compiled.design) }, options.ignore);
}

export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** The rows of a CSV file for these ports; columns named as scalar outputs are labels. */
export function csvFile(file: string, ports: Ports, ignore: readonly string[]): ListedStimuli {
  try {
    const read = csvStimuli(readFileSync(file, 'utf8'), ports, ignore);
    return { ...read, kind: `${read.count} of ${file}` };
  } catch (error) {
    if (!(error instanceof CosimError)) throw error;
    throw new DiagnosticError({ ...error.diagnostic, where: { kind: 'text', source: 'file', text: file } });
  }
}

function joined(a: Stimuli, b: Stimuli): Stimuli {
  const rows = new Uint32Array(a.rows.length + b.rows.length);
  rows.set(a.rows);
  rows.set(b.rows, a.rows.length);
  return { rows, count: a.count + b.count };
}

/** `raw:3f,2+11,0`: rows joined by `+`, each the hexadecimal words of the input ports joined by commas. */
function rawRows(text: string, inputs: readonly Port[]): Stimuli {
  const ports = sized(inputs);
  const rows = text.slice('raw:'.length).split('+');
  const words = rows.map((row) => readWords(row.split(','), ports, { kind: 'text', source: 'vectors', text: row }));
  return { rows: packRows(ports, words), count: rows.length };
}

/** The command-line form of rows; `chooseStimuli` reads it back. */
export function rawText(rows: readonly (readonly bigint[])[]): string {
  return `raw:${rows.map((row) => row.map((w) => w.toString(16)).join(',')).join('+')}`;
}

/** Columns named as scalar outputs are what the data expects there; the others are the inputs. */
function csvStimuli(
  text: string,
  { inputs, outputs }: Ports,
  ignore: readonly string[],
): Stimuli & Omit<Choice, 'kind'> {
  const columns = (text.split(/\r?\n/).find((l) => l.trim() !== '' && !l.startsWith('#')) ?? '')
    .split(',')
    .map((c) => c.trim());
  const labelled = outputs.filter((p) => p.type.kind !== 'vector' && columns.includes(p.name));
  const stimuli = readCsv(text, csvPorts(inputs), cellReader(inputs), [...ignore, ...labelled.map((p) => p.name)]);
  const labels = new Map<string, readonly bigint[]>();
  for (const port of labelled) {
    const expected = readCsv(
      text,
      csvPorts([port]),
      cellReader([port]),
      columns.filter((c) => c !== port.name),
    );
    const stride = Math.ceil(widthOf(port.type) / 32);
    labels.set(
      port.name,
      Array.from({ length: expected.count }, (_, row) => wordAt(expected.rows, row * stride, stride)),
    );
  }
  return { ...stimuli, labels };
}

const csvPorts = (ports: readonly Port[]) =>
  ports.map((p) => ({
    name: p.name,
    width: widthOf(p.type),
    ...(p.type.kind === 'vector' && { elements: p.type.length }),
  }));

const cellReader = (ports: readonly Port[]) => (port: number, text: string) =>
  parseValue(text, elementOf(ports[port].type));

function wordAt(rows: Uint32Array, at: number, words: number): bigint {
  let word = 0n;
  for (let k = words - 1; k >= 0; k--) word = (word << 32n) | BigInt(rows[at + k]);
  return word;
}
