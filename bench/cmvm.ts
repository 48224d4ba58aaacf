/**
 * Adder graphs against published optimisers: `npm run bench:cmvm`.
 *
 * The matrices and the figures of da4ml and alkaid are read from a folder (default `../shared/bench/cmvm`, or the first
 * argument); without it, matrices of the same kind are made here and only our own figures are shown. Every graph is
 * multiplied out and compared with its matrix. Seconds are of the processor, all threads: of the first making, which in the
 * first row includes the compilation of the optimiser itself, and of the same again.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { depthOf, matrixOf } from '../generators/adder-graph/adder-graph.ts';
import { bitCost } from '../generators/adder-graph/cost.ts';
import { adderGraph, leastDepth } from '../generators/adder-graph/optimise.ts';
import { Random } from '../generators/adder-graph/random.ts';
import { canonicalDigits } from '../generators/adder-graph/signed-digits.ts';

const FOLDER = process.argv[2] ?? join(import.meta.dirname, '../../shared/bench/cmvm');
const BYTE = { min: -128n, max: 127n };
/** The columns of the published table: any depth, the least, and two levels more. */
const DEPTHS = ['any', 0, 2] as const;

interface Benchmark {
  readonly name: string;
  /** By products. */
  readonly matrix: readonly (readonly bigint[])[];
  /** Best published figure for each of `DEPTHS`, and the best bit cost. */
  readonly best?: { readonly adders: readonly number[]; readonly bits: number };
}

function published(): Benchmark[] {
  const lines = readFileSync(join(FOLDER, 'README.md'), 'utf8').split('\n');
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return files.map((file): Benchmark => {
    const { kernel, n, weight_bits, seed } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    const name = `${n}x${n} w${weight_bits} s${seed}`;
    const cells = lines.find((line) => line.startsWith(`| ${name} |`))?.split('|') ?? [];
    const [any, least, two, alkaid] = cells.slice(3, 7).map((cell) => Number.parseInt(cell, 10));
    const bits = Number(/\((\d+)\)/.exec(cells[6] ?? '')?.[1]);
    const rows = kernel as number[][];
    const matrix = rows[0].map((_, j) => rows.map((row) => BigInt(row[j])));
    return { name, matrix, best: { adders: [Math.min(any, alkaid), least, two], bits } };
  });
}

function generated(): Benchmark[] {
  return [
    [8, 8],
    [16, 4],
    [16, 8],
    [32, 8],
    [64, 8],
  ].map(([n, bits], seed) => {
    const random = new Random(seed);
    const weight = () => BigInt(random.below(2 ** bits) - 2 ** (bits - 1));
    return {
      name: `${n}x${n} w${bits}, own`,
      matrix: Array.from({ length: n }, () => Array.from({ length: n }, weight)),
    };
  });
}

function seconds(body: () => void): number {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const theirs = existsSync(FOLDER);
if (!theirs) process.stdout.write(`published matrices: not run, ${FOLDER} is missing\n`);
const table = new Table({
  head: [
    'matrix',
    'depth',
    'digits alone',
    'best published',
    'adders',
    'depth',
    'best published bits',
    'bits',
    'seconds',
    'again',
  ],
});
const benchmarks = theirs ? published() : generated();
for (const { name, matrix, best } of benchmarks.sort(
  (a, b) => a.matrix.length - b.matrix.length || a.name.localeCompare(b.name),
)) {
  const digits = matrix.flat().reduce((sum, w) => sum + canonicalDigits(w).length, -matrix.length);
  for (const [column, depth] of DEPTHS.entries()) {
    const make = () => adderGraph(matrix, { depth, effort: 1 });
    let graph = adderGraph([], { depth, effort: 0 });
    const first = seconds(() => {
      graph = make();
    });
    const again = seconds(make);
    if (matrixOf(graph).join(';') !== matrix.join(';')) throw new Error(`${name}: the graph computes another matrix`);
    table.push([
      name,
      depth === 'any' ? 'any' : `${leastDepth(matrix)} + ${depth}`,
      digits,
      best?.adders[column] ?? '',
      graph.adders.length,
      depthOf(graph),
      column === 0 ? (best?.bits ?? '') : '',
      bitCost(graph, BYTE),
      first.toFixed(3),
      again.toFixed(3),
    ]);
  }
}
process.stdout.write(`${table.toString()}\n`);
