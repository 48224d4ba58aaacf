/**
 * Speed, as medians and ratios of one run: `npm run bench`.
 *
 * - golden model: rows per second of the BigInt interpreter and of the generated JavaScript, against a hand-written loop;
 * - co-simulation: build and run of a small operator under Verilator, new design and unchanged design, against the stock
 *   `verilator --build`; rows per second, against the plain Verilog test bench under Icarus.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { Simulator } from '../cosim/simulator.ts';
import { iverilog } from '../cosim/simulators/iverilog/iverilog.ts';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { randomRows } from '../cosim/vectors.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { writeFolder } from '../generators/cli/write-files.ts';
import { compile, emit } from '../generators/compile.ts';
import { operatorRequest } from '../generators/design/operator-request.ts';
import { compileJs } from '../generators/golden/compile.ts';
import { interpret } from '../generators/golden/interpreter.ts';
import type { Manifest } from '../generators/manifest.ts';

const REPEATS = 5;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function seconds(body: () => unknown): Promise<number> {
  const started = performance.now();
  await body();
  return (performance.now() - started) / 1000;
}

async function medianSeconds(body: () => unknown): Promise<number> {
  const runs: number[] = [];
  for (let i = 0; i < REPEATS; i++) runs.push(await seconds(body));
  return median(runs);
}

const rate = (perSecond: number) => `${(perSecond / 1e6).toPrecision(3)} M/s`;

/** The 8x8 product, rounded to even and saturated, as somebody would write it by hand. */
function byHand(rows: Uint32Array, out: Uint32Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const product = ((rows[2 * i] << 24) >> 24) * ((rows[2 * i + 1] << 24) >> 24);
    const floor = product >> 4;
    const rest = product & 15;
    const rounded = floor + (rest > 8 || (rest === 8 && (floor & 1) === 1) ? 1 : 0);
    out[i] = Math.min(511, Math.max(-512, rounded)) & 0x3ff;
  }
}

async function goldenTable(): Promise<string> {
  const table = new Table({ head: ['golden model', 'interpreter', 'generated JavaScript', 'ratio', 'loop by hand'] });
  const requests: Record<string, string> = {
    '8x8 multiply, round, saturate': 'op:mul/fixed8_3,fixed8_3/fixed10_4',
    '16x16 multiply, round, saturate': 'op:mul/fixed16_6,fixed16_6/fixed16_6',
    '32x32 multiply, round, saturate': 'op:mul/fixed32_6,fixed32_6/fixed32_6',
    '16-element dot product of 8 bits': 'op:dot/fixed8_1x16,fixed8_1x16/fixed16_4',
  };
  for (const [name, request] of Object.entries(requests)) {
    const { netlists } = compile(operatorRequest(request, { round: 'RND_CONV', overflow: 'SAT' }));
    const [slow, fast] = [interpret(netlists), compileJs(netlists)];
    const count = 1 << 20;
    const { rows } = randomRows(fast.inputs, count, 1);
    const few = 1 << 12;
    fast.run(rows, count);
    const slowRate = few / (await medianSeconds(() => slow.run(rows.slice(0, few * (rows.length / count)), few)));
    const fastRate = count / (await medianSeconds(() => fast.run(rows, count)));
    const out = new Uint32Array(count);
    const hand = name.startsWith('8x8') ? rate(count / (await medianSeconds(() => byHand(rows, out, count)))) : '';
    table.push([name, rate(slowRate), rate(fastRate), `${(fastRate / slowRate).toFixed(0)}`, hand]);
  }
  return table.toString();
}

interface BuildTimes {
  readonly cold: number;
  readonly warm: number;
  readonly perSecond: number;
}

/** Build and first run of a design that no cache knows, then again unchanged. A comment makes each run a new design. */
async function buildTimes(simulator: Simulator, salt: number): Promise<BuildTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-bench-'));
  const request = operatorRequest('op:mul/fixed8_3,fixed8_3/fixed10_4', { round: 'RND', overflow: 'SAT' });
  const compiled = compile(request);
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  const manifest = JSON.parse(files[files.length - 1].text) as Manifest;
  const { inputs } = compileJs(compiled.netlists);
  const few = randomRows(inputs, 1000, 1);
  const cold: number[] = [];
  const warm: number[] = [];
  try {
    for (let i = 0; i < REPEATS; i++) {
      const directory = join(folder, `${i}`);
      const salted = files.map((f) => (f.path.endsWith('.v') ? { ...f, text: `// ${salt + i}\n${f.text}` } : f));
      writeFolder(directory, salted);
      const once = async () => {
        const simulation = await simulator.build({ manifest, directory });
        await simulation.run(few.rows, few.count);
        await simulation.dispose();
      };
      cold.push(await seconds(once));
      warm.push(await seconds(once));
    }
    const many = randomRows(inputs, simulator === iverilog ? 1 << 18 : 1 << 24, 1);
    const simulation = await simulator.build({ manifest, directory: join(folder, '0') });
    const perSecond = many.count / (await medianSeconds(() => simulation.run(many.rows, many.count)));
    await simulation.dispose();
    return { cold: median(cold), warm: median(warm), perSecond };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cosimTable(): Promise<string> {
  const table = new Table({ head: ['co-simulation of a small operator', 'new design', 'unchanged', 'rows'] });
  const salt = process.pid * 100;
  const row = (name: string, t: BuildTimes) =>
    table.push([name, `${t.cold.toFixed(2)} s`, `${t.warm.toFixed(3)} s`, rate(t.perSecond)]);
  if ((await verilator.probe()) === undefined) return 'co-simulation: not run, Verilator is missing';
  row('Verilator', await buildTimes(verilator, salt));
  process.env.BITWRIGHT_VERILATOR = 'stock';
  row('Verilator by its own --build', await buildTimes(verilator, salt + 50));
  if ((await iverilog.probe()) !== undefined) row('Icarus, text bench', await buildTimes(iverilog, salt));
  return table.toString();
}

process.stdout.write(`${await goldenTable()}\n${await cosimTable()}\n`);
