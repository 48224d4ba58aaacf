/** Co-simulation of a small operator: from an unknown design and an unchanged one to the first result, and rows per second. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulation, Simulator } from '../cosim/simulator.ts';
import { iverilog } from '../cosim/simulators/iverilog/iverilog.ts';
import { verilator } from '../cosim/simulators/verilator/verilator.ts';
import { exhaustiveSource } from '../cosim/vectors/made.ts';
import { randomRows } from '../cosim/vectors.ts';
import { verilogBackend } from '../generators/backends/verilog/verilog.ts';
import { expectation } from '../generators/cli/expectation.ts';
import { writeFolder } from '../generators/cli/write-files.ts';
import { type Compiled, compile, emit, goldenOf } from '../generators/compile.ts';
import type { Manifest } from '../generators/manifest.ts';
import { BROAD, SMALL } from './designs.ts';
import { markdown, median, rate, seconds, time } from './measure.ts';

const REPEATS = 3;

/** A folder with the files of a design; the salt, a comment, makes it a design that no cache knows. */
export function placed(compiled: Compiled, folder: string, salt: string): { manifest: Manifest; directory: string } {
  const files = emit(compiled, [verilogBackend], { inputs: [], outputs: [] });
  writeFolder(
    folder,
    files.map((f) => (f.path.endsWith('.v') ? { ...f, text: `// ${salt}\n${f.text}` } : f)),
  );
  return { manifest: JSON.parse(files[files.length - 1].text) as Manifest, directory: folder };
}

/** Seconds to the first thousand results of a new design, and of the same one again. */
async function builds(simulator: Simulator, compiled: Compiled, salt: string): Promise<[cold: number, warm: number]> {
  const few = randomRows(inputPorts(compiled), 1000, 1);
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-bench-'));
  const [cold, warm]: number[][] = [[], []];
  try {
    for (let i = 0; i < REPEATS; i++) {
      const job = placed(compiled, join(folder, `${i}`), `${salt} ${process.pid} ${i}`);
      const once = async () => {
        const simulation = await simulator.build(job);
        await simulation.run(few.rows, few.count);
        await simulation.dispose();
      };
      cold.push(await seconds(once));
      warm.push(await seconds(once));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [median(cold), median(warm)];
}

const inputPorts = ({ manifest }: Compiled) => manifest.ports.filter((port) => port.direction === 'input');

async function rowsPerSecond(
  simulator: Simulator,
  compiled: Compiled,
  run: (simulation: Simulation) => Promise<number>,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-bench-'));
  try {
    const simulation = await simulator.build(placed(compiled, join(folder, 'design'), 'rate'));
    await run(simulation);
    let count = 0;
    const spent = await seconds(async () => {
      count = await run(simulation);
    });
    await simulation.dispose();
    return count / spent;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows that come in a file, and results that go back in one. */
const listed = (compiled: Compiled, count: number) => {
  const { rows } = randomRows(inputPorts(compiled), count, 1);
  return async (simulation: Simulation) => {
    await simulation.run(rows, count);
    return count;
  };
};

/** Rows that the harness makes and compares, the golden model beside it. */
const made = (compiled: Compiled) => async (simulation: Simulation) => {
  const source = exhaustiveSource(inputPorts(compiled));
  await simulation.check?.(source, { expect: expectation(goldenOf(compiled), source) });
  return source.count;
};

/** The operator as a C++ function in a loop over all pairs, again and again: what a processor can do without a simulator. */
function bareLoop(): number {
  const folder = mkdtempSync(join(tmpdir(), 'bitwright-bench-'));
  const source = `#include <chrono>
#include <cstdint>
#include <cstdio>
int main() {
  uint32_t sum = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int turn = 0; turn < 4096; ++turn)
    for (int a = -128; a < 128; ++a)
      for (int b = -128; b < 128; ++b) {
        const int product = a * (b ^ (turn & 127)), floor = product >> 4, rest = product & 15;
        const int rounded = floor + (rest > 8 || (rest == 8 && (floor & 1)));
        sum += rounded > 511 ? 511 : rounded < -512 ? -512 : rounded;
      }
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  printf("%g %u\\n", 4096.0 * 65536 / spent.count(), sum);
}
`;
  try {
    writeFileSync(join(folder, 'loop.cpp'), source);
    execFileSync('g++', ['-O2', join(folder, 'loop.cpp'), '-o', join(folder, 'loop')]);
    return Number(execFileSync(join(folder, 'loop'), { encoding: 'utf8' }).split(' ')[0]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function cosimTables(): Promise<string> {
  if ((await verilator.probe()) === undefined) return 'Co-simulation: not run, Verilator is missing.';
  const small = compile(SMALL);
  await builds(verilator, small, 'first'); // the runtime, once per machine
  const fast = await builds(verilator, small, 'fast');
  process.env.BITWRIGHT_VERILATOR = 'stock';
  const stock = await builds(verilator, small, 'stock');
  delete process.env.BITWRIGHT_VERILATOR;
  const start = markdown(
    ['first result of a small operator', 'new design', 'unchanged'],
    [
      ['`verilator --exe --build`', time(stock[0]), time(stock[1])],
      ['Bitwright', time(fast[0]), time(fast[1])],
      ['ratio', (stock[0] / fast[0]).toFixed(1), ''],
    ],
  );
  const broad = compile(BROAD);
  const rows = [
    ['rows in files, results back', await rowsPerSecond(verilator, small, listed(small, 1 << 20))],
    ['rows made and compared in the harness, 2^26 of them', await rowsPerSecond(verilator, broad, made(broad))],
    ['bare C++ loop, one processor', bareLoop()],
  ] as [string, number][];
  if ((await iverilog.probe()) !== undefined)
    rows.unshift(['Verilog text bench, Icarus', await rowsPerSecond(iverilog, small, listed(small, 1 << 16))]);
  const rates = markdown(
    ['rows per second, 8x8 or 13x13 multiply, round, saturate', ''],
    rows.map(([name, value]) => [name, rate(value)]),
  );
  return `${start}\n\n${rates}`;
}
